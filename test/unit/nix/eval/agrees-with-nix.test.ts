import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { printJson, toPlain } from '../../../../src/nix/eval/builtins/json.ts'
import { createEvaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown } from '../../../../src/nix/eval/value.ts'
import { hasNix } from '../../../support/evaluate-by-nix.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { evaluateInRepl } from './fuzz/evaluate-in-repl.ts'
import { writeExpression } from './fuzz/expression-writer.ts'

const runs = Number(process.env['NUR_KEEPER_FUZZ_RUNS'] ?? 1000)
const seed = Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123)
/** How many levels more than usual expressions may nest. */
const deeper = Number(process.env['NUR_KEEPER_FUZZ_DEEPER'] ?? 0)
const batch = 500

if (!hasNix) console.warn('SKIPPED: Nix is not installed, so the evaluator is not compared with it')

/** Nix prints six digits of a float, halves to even as C does; integers and floats are told apart by their type. */
const sixDigits = (value: number): string =>
  Object.is(value, -0) ? '-0' : String(roundedToSix(value)).replace('Infinity', 'inf').replace('NaN', '-nan')

/** JavaScript rounds a half away from zero, C to the even neighbour: these differ where all digits beyond are zeros. */
function roundedToSix(value: number): number {
  const away = Number(value.toPrecision(6))
  const [digits = '', exponent = '0'] = value.toExponential(99).replace(/^-/, '').split('e')
  const isHalf = /^[0-9]\.[0-9]{4}[02468]50*$/.test(digits)
  return isHalf ? Math.sign(value) * Number(`${digits.slice(0, 7)}e${exponent}`) : away
}

/** What is compared: the value and its type. Whether a failure can be caught shows inside the expressions. */
const observed = (expression: string): string => `let e = ${expression}; in { v = e; t = builtins.typeOf e; }`

;(hasNix ? describe : describe.skip)('the evaluator against Nix', () => {
  it(`gives the same for ${runs} random expressions (seed ${seed}), or unknown`, async () => {
    const parser = await loadNixParser()
    const snapshot = memorySnapshot({})
    const ours = (expression: string): string | Unknown => {
      const evaluator = createEvaluator({ parser, snapshot })
      const value = evaluator.evaluateText(observed(expression), 'fuzz.nix')
      const plain = value.ok ? evaluator.attempt((machine) => toPlain(value.value, machine)) : value
      if (!plain.ok) return plain.fault.code === 'budget' ? new Unknown(plain.fault.message) : 'fails'
      return plain.value instanceof Unknown ? plain.value : printJson(plain.value, sixDigits)
    }
    const expressions = fc
      .sample(fc.integer(), { numRuns: runs, seed })
      .map((one) => writeExpression(one, deeper))
    const tally = { known: 0, failing: 0 }
    for (let start = 0; start < runs; start += batch) {
      const part = expressions.slice(start, start + batch)
      const theirs = evaluateInRepl(part.map((expression) => `builtins.toJSON (${observed(expression)})`))
      for (const [index, expression] of part.entries()) {
        const mine = ours(expression)
        if (mine instanceof Unknown) continue
        tally.known++
        const answer = theirs[index] ?? null
        if (answer === null) tally.failing++
        expect({ expression, value: mine }).toEqual({
          expression,
          value: answer === null ? 'fails' : normal(answer.json),
        })
      }
    }
    // Unknown is always sound, so only a share of known answers proves something.
    expect(tally.known / runs).toBeGreaterThan(0.9)
    expect(tally.failing / runs).toBeLessThan(0.6)
  })
})

/** Nix's JSON as ours is printed: floats by their value. */
function normal(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?/g, (token) =>
    /[.e]|^-0$/.test(token) && !token.startsWith('"') ? sixDigits(Number(token)) : token,
  )
}
