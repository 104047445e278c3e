import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { defaultConfig } from '../../../src/config/default-config.ts'

function problemsOf(text: string): readonly { line: number; message: string; remedy: string }[] {
  const parsed = parseConfig(text)
  return parsed.ok ? [] : parsed.problems.map(({ line, message, remedy }) => ({ line, message, remedy }))
}

describe('parseConfig', () => {
  it('takes all defaults where there is no file, or an empty one', () => {
    expect(parseConfig(null)).toEqual({ ok: true, config: defaultConfig })
    expect(parseConfig('')).toEqual({ ok: true, config: defaultConfig })
    expect(parseConfig('# only a comment\n')).toEqual({ ok: true, config: defaultConfig })
  })

  it('keeps the defaults of what is not written', () => {
    const parsed = parseConfig('pullRequests:\n  followUps: false\n')
    expect(parsed.ok && parsed.config.pullRequests).toEqual({
      comment: true,
      followUps: false,
      failOn: 'error',
    })
  })

  it('names an unknown key with its line, and what was meant', () => {
    expect(problemsOf('rules: {}\npullRequests:\n  comment: true\n  followUp: false\n')).toEqual([
      {
        line: 4,
        message: 'Unknown key `followUp` in `pullRequests`.',
        remedy: 'Did you mean `followUps`? Known here: comment, followUps, failOn.',
      },
    ])
  })

  it('names an unknown key inside a list item', () => {
    const text = 'waivers:\n  - package: a\n    reason: because it is\n    autor: me\n'
    const [unknown] = problemsOf(text).filter(({ message }) => message.includes('autor'))
    expect(unknown).toMatchObject({
      line: 4,
      remedy: expect.stringContaining('Did you mean `author`?') as unknown,
    })
  })

  it('names a wrong value with its line', () => {
    expect(problemsOf('rules:\n  missing-module: eror\n')).toMatchObject([
      { line: 2, message: expect.stringContaining('rules.missing-module') as unknown },
    ])
  })

  it('reports broken YAML with its line', () => {
    expect(problemsOf('rules: {\n')[0]?.message).toMatch(/^Not valid YAML/)
    expect(problemsOf('a: 1\nb: "x\n')[0]?.line).toBeGreaterThan(1)
  })

  it('reports two keys of one name', () => {
    expect(problemsOf('rules: {}\nrules: {}\n')[0]).toMatchObject({ line: 2 })
  })

  it('refuses an alias bomb', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
    for (const [name, previous] of Object.entries({ b: 'a', c: 'b', d: 'c', e: 'd', f: 'e', g: 'f' })) {
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${previous}`).join(',')}]`)
    }
    expect(problemsOf(bomb.join('\n'))[0]?.message).toMatch(/^Not usable YAML/)
  })

  it('refuses a file over the size limit', () => {
    expect(problemsOf('#'.repeat(300_000))[0]?.message).toMatch(/at most/)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseConfig(text)
        expect(parsed.ok || parsed.problems.length > 0).toBe(true)
      }),
    )
  })
})
