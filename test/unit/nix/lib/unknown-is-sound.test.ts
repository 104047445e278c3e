import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { Unknown, attrSet, type Slot } from '../../../../src/nix/eval/value.ts'
import { calls } from './arbitrary-calls.ts'
import { moduleSystems } from './arbitrary-modules.ts'
import { outlineWithLib } from './evaluate-with-lib.ts'
import { contradiction } from './partly-known.ts'

const runs = Number(process.env['NUR_KEEPER_FUZZ_RUNS'] ?? 4)
const seed = Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123)

/** What the unknown may turn out to be. */
const possible: readonly Slot[] = [
  true,
  false,
  0n,
  1n,
  3n,
  'a',
  'x y',
  null,
  [],
  [1n, 2n],
  attrSet([]),
  attrSet([['a', 1n]]),
]

/** Puts `u` in place of one of the literals of an expression. */
function withHole(expression: string, choice: number): string | null {
  const start = expression.indexOf(' ')
  const literals = [
    ...expression
      .slice(start)
      .matchAll(/(?<![\w."'/-])(true|false|null|\d+|\[ \]|\{ \}|"[a-z]*")(?![\w."'])/g),
  ]
  const literal = literals[choice % Math.max(literals.length, 1)]
  if (literal === undefined) return null
  const at = start + literal.index
  const end = at + literal[0].length
  // The name of an attribute stays.
  if (/^\s*=[^=]/.test(expression.slice(end))) return null
  return `${expression.slice(0, at)}u${expression.slice(end)}`
}

describe('what is not known', () => {
  it(`never becomes a wrong value in lib (seed ${seed})`, async () => {
    const parser = await loadNixParser()
    const samples = [
      ...calls.flatMap(([, call]) => fc.sample(call, { numRuns: runs, seed })),
      ...fc.sample(moduleSystems, { numRuns: runs * 100, seed }),
    ]
    const wrong: unknown[] = []
    let known = 0
    for (const [index, sample] of samples.entries()) {
      const expression = withHole(sample, (index * 7919) % 31)
      if (expression === null) continue
      const open = outlineWithLib(expression, parser, new Map([['u', new Unknown('it is not known')]]))
      if (open === null || open.type === 'anything') continue
      known++
      for (const slot of possible) {
        const closed = outlineWithLib(expression, parser, new Map([['u', slot]]))
        const found = closed === null ? null : contradiction(open, closed)
        if (found !== null) {
          wrong.push({ expression, found })
          break
        }
      }
    }
    expect(wrong).toEqual([])
    expect(known).toBeGreaterThan(0)
  }, 600_000)
})
