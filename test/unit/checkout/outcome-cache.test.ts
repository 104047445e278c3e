import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openOutcomeCache } from '../../../src/checkout/outcome-cache.ts'

let folder: string
const outcome = { exitCode: 1, text: '2 errors.\n' }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nur-keeper-cache-'))
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

describe('openOutcomeCache', () => {
  it('gives back what was kept, whatever the text', () => {
    const cache = openOutcomeCache(folder)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 2 }), (text, exitCode) => {
        cache.write('key', { exitCode, text })
        expect(cache.read('key')).toEqual({ exitCode, text })
      }),
    )
  })

  it('knows nothing of a key that was not kept, or of a folder that is not there', () => {
    expect(openOutcomeCache(folder).read('key')).toBeNull()
    expect(openOutcomeCache(join(folder, 'none')).read('key')).toBeNull()
  })

  it('ignores an entry with any byte changed, cut or added', () => {
    const cache = openOutcomeCache(folder)
    cache.write('key', outcome)
    const whole = readFileSync(join(folder, 'key'))
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      for (const content of [changed, whole.subarray(0, at), Buffer.concat([whole, Buffer.from('x')])]) {
        writeFileSync(join(folder, 'key'), content)
        expect(cache.read('key')).toBeNull()
      }
    }
  })

  it('keeps nothing, and does not fail, where the folder cannot be made or written', () => {
    writeFileSync(join(folder, 'file'), '')
    const cache = openOutcomeCache(join(folder, 'file', 'cache'))
    cache.write('key', outcome)
    expect(cache.read('key')).toBeNull()
  })

  it('drops the oldest entries beyond its bounds, and what a killed run left', () => {
    const cache = openOutcomeCache(folder, { entries: 3, bytes: 1000 })
    writeFileSync(join(folder, 'old.1.draft'), 'half')
    utimesSync(join(folder, 'old.1.draft'), 1, 1)
    for (const [index, key] of ['a', 'b', 'c', 'd'].entries()) {
      cache.write(key, outcome)
      utimesSync(join(folder, key), index + 2, index + 2)
    }
    expect(readdirSync(folder).sort()).toEqual(['b', 'c', 'd'])
    cache.write('large', { exitCode: 0, text: 'x'.repeat(300) })
    expect(cache.read('large')).toBeNull()
  })
})
