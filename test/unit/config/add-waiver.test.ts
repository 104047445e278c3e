import { describe, expect, it } from '@jest/globals'
import { addWaiver } from '../../../src/config/add-waiver.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'

const waiver = { package: 'tangled-cli', reason: 'a client: nothing runs', author: 'ann' }

function edited(text: string | null, added = waiver): string {
  const edit = addWaiver(text, added)
  if (!edit.ok) throw new Error(edit.message)
  return edit.text
}

describe('addWaiver', () => {
  it('writes a config where there is none', () => {
    const text = edited(null)
    const parsed = parseConfig(text)
    expect(parsed.ok && parsed.config.waivers).toEqual([waiver])
  })

  it('keeps comments, order and the other keys', () => {
    const text =
      '# ours\nwaivers: # decided\n  - package: a\n    reason: because\n    author: bob\n\nrules:\n  x: off # loud\n'
    const result = edited(text)
    expect(result).toContain('# ours')
    expect(result).toContain('x: off # loud')
    const parsed = parseConfig(result)
    expect(parsed.ok && parsed.config.waivers.map((entry) => entry.package)).toEqual(['a', 'tangled-cli'])
  })

  it('changes nothing the second time', () => {
    const once = edited(null)
    expect(edited(once)).toBe(once)
  })

  it('replaces the reason of a waiver that stands', () => {
    const twice = edited(edited(null), { ...waiver, reason: 'another reason' })
    const parsed = parseConfig(twice)
    expect(parsed.ok && parsed.config.waivers).toEqual([{ ...waiver, reason: 'another reason' }])
  })

  it('quotes hostile text', () => {
    const hostile = { package: 'a: b\n- c', reason: '# no\n"quotes" & *alias', author: 'x' }
    const parsed = parseConfig(edited(null, hostile))
    expect(parsed.ok && parsed.config.waivers).toEqual([hostile])
  })

  it('refuses a config it cannot edit', () => {
    expect(addWaiver('- a list\n', waiver)).toMatchObject({ ok: false })
    expect(addWaiver('waivers: {}\n', waiver)).toMatchObject({ ok: false })
    expect(addWaiver('a: {\n', waiver)).toMatchObject({ ok: false })
  })
})
