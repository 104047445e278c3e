import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Plain } from '../../src/nix/eval/builtins/json.ts'

/** Whether real Nix is installed. */
export const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0

/** What Nix makes of an expression: a value, or that it fails. */
export type Outcome = { readonly value: Plain } | 'fails'

/**
 * Evaluates many expressions with real Nix, in as few processes as failing ones allow.
 * @param preamble what stands around each, such as `let lib = …; in`
 */
export function evaluateByNix(expressions: readonly string[], preamble = ''): readonly Outcome[] {
  const directory = mkdtempSync(join(tmpdir(), 'nur-keeper-nix-'))
  try {
    return evaluateBatch(expressions, preamble, directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

function evaluateBatch(
  expressions: readonly string[],
  preamble: string,
  directory: string,
): readonly Outcome[] {
  const file = join(directory, 'batch.nix')
  const items = expressions.map(
    (text) =>
      `(let e = ${text}; r = builtins.tryEval (builtins.deepSeq e e); in if r.success then { value = r.value; } else "fails")`,
  )
  writeFileSync(file, `${preamble}\n[\n${items.join('\n')}\n]\n`)
  const environment = {
    NIX_STATE_DIR: directory,
    NIX_STORE_DIR: directory,
    NIX_LOG_DIR: directory,
    HOME: directory,
  }
  const { status, stdout, stderr } = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, ...environment },
  })
  if (status === 0) return JSON.parse(stdout) as Outcome[]
  if (expressions.length > 1) {
    const middle = expressions.length >> 1
    return [
      ...evaluateBatch(expressions.slice(0, middle), preamble, directory),
      ...evaluateBatch(expressions.slice(middle), preamble, directory),
    ]
  }
  if (stderr === '') throw new Error('nix-instantiate did not run')
  return ['fails']
}

/** A form in which our values and Nix's JSON can be compared: floats and integers alike, keys in order. */
export function canonical(value: Plain): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return (value as readonly Plain[]).map(canonical)
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, item]) => [name, canonical(item)])
  }
  return value
}
