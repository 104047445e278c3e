import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { toPlain } from '../../../../src/nix/eval/builtins/json.ts'
import { createEvaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown } from '../../../../src/nix/eval/value.ts'
import { lib } from '../../../../src/nix/lib/index.ts'
import { canonical, evaluateByNix, hasNix, nixpkgsLib } from '../../../support/evaluate-by-nix.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { calls } from './arbitrary-calls.ts'

const runs = Number(process.env['NUR_KEEPER_FUZZ_RUNS'] ?? 4)
const seed = Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123)
const batch = 300
const canCompare = hasNix && nixpkgsLib !== null
if (!canCompare) {
  console.warn(
    'SKIPPED: lib is not compared with nixpkgs on random calls; that takes Nix and NIXPKGS_LIB (a path)',
  )
}

;(canCompare ? describe : describe.skip)('lib against nixpkgs', () => {
  it(`gives the same value for ${runs} random calls of each function (seed ${seed}), or unknown`, async () => {
    const parser = await loadNixParser()
    const expressions = calls.flatMap(([, call]) => fc.sample(call, { numRuns: runs, seed }))
    const unknown: string[] = []
    const wrong: unknown[] = []
    for (let index = 0; index < expressions.length; index += batch) {
      const part = expressions.slice(index, index + batch)
      const theirs = evaluateByNix(part, `let lib = import (/. + ${JSON.stringify(nixpkgsLib)}); in`)
      for (const [position, expression] of part.entries()) {
        const globals = new Map([['lib', lib]])
        const evaluator = createEvaluator({ parser, snapshot: memorySnapshot({}), globals })
        const value = evaluator.evaluateText(expression, 'fuzz.nix')
        const ours = value.ok ? evaluator.attempt((machine) => toPlain(value.value, machine)) : value
        if (ours.ok && ours.value instanceof Unknown) {
          unknown.push(expression)
          continue
        }
        const mine = ours.ok && !(ours.value instanceof Unknown) ? { value: canonical(ours.value) } : 'fails'
        const outcome = theirs[position] ?? 'fails'
        const real = outcome === 'fails' ? outcome : { value: canonical(outcome.value) }
        if (JSON.stringify(mine) !== JSON.stringify(real)) wrong.push({ expression, mine, real })
      }
    }
    expect(wrong).toEqual([])
    // Unknown is always sound, so only a share of known answers proves something.
    expect(unknown.length / expressions.length).toBeLessThan(0.05)
  }, 600_000)
})
