import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../grammar/load.ts'
import { freeNames, source } from './arbitrary-source.ts'
import { canonicalText } from './canonical-text.ts'

const parser = await loadNixParser()
const folder = mkdtempSync(join(tmpdir(), 'nur-keeper-parse-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})
const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0
const seed = Date.now() % 2 ** 31

/** Nix refuses unbound variables while parsing, so the free ones are bound around. */
const bound = (text: string): string => `${freeNames.map((name) => `${name}:`).join(' ')}\n${text}`

function readByNix(texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => {
    const file = join(folder, `${index}.nix`)
    writeFileSync(file, text)
    return file
  })
  const { status, stdout, stderr } = spawnSync('nix-instantiate', ['--parse', ...files], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`nix-instantiate refused (seed ${seed}): ${stderr}`)
  return stdout.trimEnd().split('\n')
}

const describeWithNix = hasNix ? describe : describe.skip
if (!hasNix) console.warn('nix-instantiate is not here: the parser is not compared with Nix')

describeWithNix('the parser and nix-instantiate --parse', () => {
  it('read the same from the same source', () => {
    const texts = fc.sample(source, { numRuns: 400, seed }).map(bound)
    const byNix = readByNix(texts)
    expect(byNix).toHaveLength(texts.length)
    for (const [index, text] of texts.entries()) {
      const ours = parser.parse(text)
      const theirs = parser.parse(byNix[index] ?? '')
      expect({ seed, text, errors: ours.errors }).toEqual({ seed, text, errors: [] })
      expect({ seed, text, read: canonicalText(ours.expr, folder) }).toEqual({
        seed,
        text,
        read: canonicalText(theirs.expr, folder),
      })
    }
  })
})
