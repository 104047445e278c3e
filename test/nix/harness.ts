import { execFile, spawnSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { nixpkgsLib } from '../support/nixpkgs-lib.ts'

const run = promisify(execFile)

/** Root of the repository. */
export const repository = join(import.meta.dirname, '../..')

/** Why tests by real Nix are left out; null where they can run. */
export const whyNotRealNix = reasonAgainstNix()

/** One configuration's machine, as `evaluate.nix` describes it. */
export type Machine = {
  readonly units: Readonly<Record<string, string>>
  /** Messages of assertions that do not hold. */
  readonly failed: readonly string[]
  readonly warnings: readonly string[]
  readonly other: unknown
}

export type EvaluatedOption = {
  readonly name: string
  readonly type: string
  readonly described: boolean
  readonly required: boolean
  readonly hasDefault: boolean
}

export type EvaluatedModule = {
  readonly path: string
  readonly options: readonly EvaluatedOption[]
  readonly off: Machine
  readonly on: Machine
}

export type ProvokedModule = {
  readonly path: string
  /** Options that assertions are about, and those of them that bad configurations fired. */
  readonly asserted: readonly string[]
  readonly fired: readonly string[]
  readonly messages: readonly string[]
}

export type ModuleEffects = {
  readonly path: string
  readonly results: readonly { readonly name: string; readonly effect: boolean }[]
  readonly untried: readonly string[]
}

/**
 * Evaluates a Nix expression, strictly, to JSON. `harness` in it is `evaluate.nix`, applied.
 * @throws what nix-instantiate says
 */
export async function evaluate(expression: string): Promise<unknown> {
  if (nixpkgsLib === null) throw new Error('NIXPKGS_LIB is not set')
  const text = `let
    lib = import ${nixpkgsLib};
    harness = import ${join(import.meta.dirname, 'harness/evaluate.nix')} { nixpkgsLib = ${nixpkgsLib}; root = ${repository}; };
  in ${expression}`
  const { stdout } = await run('nix-instantiate', ['--eval', '--strict', '--json', '--expr', text], {
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NIX_PATH: '' },
  })
  return JSON.parse(stdout)
}

/** Every module file, from the root, sorted: all below `modules/` but the lists of imports. */
export async function moduleFiles(): Promise<readonly string[]> {
  const entries = await readdir(join(repository, 'modules'), { recursive: true })
  return entries
    .filter((path) => path.endsWith('.nix') && !/(^|\/)(default|list)\.nix$/.test(path))
    .map((path) => `modules/${path}`)
    .sort()
}

/** Evaluates `harness.<name> <file>` for every file, in two processes. */
export async function evaluateEach(
  name: 'module' | 'effects' | 'provoked',
  files: readonly string[],
): Promise<readonly unknown[]> {
  const halves = [files.filter((_, index) => index % 2 === 0), files.filter((_, index) => index % 2 === 1)]
  const results = await Promise.all(
    halves.map((half) =>
      evaluate(`map harness.${name} [ ${half.map((path) => join(repository, path)).join(' ')} ]`),
    ),
  )
  return results.flat()
}

function reasonAgainstNix(): string | null {
  if (nixpkgsLib === null)
    return 'NIXPKGS_LIB does not name the `lib` of nixpkgs: nothing is evaluated by real Nix'
  const { status } = spawnSync('nix-instantiate', ['--version'])
  return status === 0 ? null : 'nix-instantiate is not installed: nothing is evaluated by real Nix'
}
