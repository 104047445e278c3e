import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { toPlain, type Plain } from '../../../../src/nix/eval/builtins/json.ts'
import { createEvaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown } from '../../../../src/nix/eval/value.ts'
import { nixExpression } from '../../../support/nix-expressions.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'

const runs = Number(process.env['NUR_KEEPER_FUZZ_RUNS'] ?? 2000)
const seed = Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const batch = 250
const directory = mkdtempSync(join(tmpdir(), 'nur-keeper-fuzz-'))
const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0
if (!hasNix)
  console.warn('SKIPPED: nix-instantiate is not installed, so the evaluator is not compared with Nix')

afterAll(() => {
  rmSync(directory, { recursive: true })
})

/** What Nix makes of many expressions, in one process; a failing one is null. */
function evaluateByNix(expressions: readonly string[]): readonly (Plain | null)[] {
  const file = join(directory, 'batch.nix')
  const items = expressions.map(
    (text) =>
      `(let e = ${text}; r = builtins.tryEval (builtins.deepSeq e e); in if r.success then { v = r.value; } else null)`,
  )
  writeFileSync(file, `[\n${items.join('\n')}\n]\n`)
  const { status, stdout, stderr } = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', file], {
    encoding: 'utf8',
    maxBuffer: 1024 ** 3,
    env: {
      ...process.env,
      NIX_STATE_DIR: directory,
      NIX_STORE_DIR: directory,
      NIX_LOG_DIR: directory,
      HOME: directory,
    },
  })
  if (status === 0) return (JSON.parse(stdout) as ({ v: Plain } | null)[]).map((item) => item?.v ?? null)
  if (expressions.length > 1) {
    const middle = expressions.length >> 1
    return [...evaluateByNix(expressions.slice(0, middle)), ...evaluateByNix(expressions.slice(middle))]
  }
  if (stderr === '') throw new Error('nix-instantiate did not run')
  return [null]
}

/** A comparable form: floats and integers alike, keys in order. */
function canonical(value: Plain): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return (value as readonly Plain[]).map(canonical)
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, item]) => [name, canonical(item as Plain)])
  }
  return value
}

;(hasNix ? describe : describe.skip)('the evaluator against nix-instantiate', () => {
  it(`gives the same value for ${runs} random closed expressions (seed ${seed}), or unknown`, async () => {
    const parser = await loadNixParser()
    const expressions = fc.sample(nixExpression(), { numRuns: runs, seed })
    let known = 0
    for (let index = 0; index < expressions.length; index += batch) {
      const part = expressions.slice(index, index + batch)
      const theirs = evaluateByNix(part)
      for (const [position, expression] of part.entries()) {
        const evaluator = createEvaluator({ parser, snapshot: memorySnapshot({}) })
        const value = evaluator.evaluateText(expression, 'fuzz.nix')
        const ours = value.ok ? evaluator.attempt((machine) => toPlain(value.value, machine)) : value
        if (ours.ok && ours.value instanceof Unknown) continue
        known++
        const mine = ours.ok ? canonical(ours.value as Plain) : null
        expect({ expression, value: mine }).toEqual({
          expression,
          value: canonical(theirs[position] ?? null),
        })
      }
    }
    // Unknown is always sound, so only a share of known answers proves something.
    expect(known / expressions.length).toBeGreaterThan(0.9)
  })
})
