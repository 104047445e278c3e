import { existsSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { git, isWorkTree } from '../checkout/git.ts'
import { printJson, toPlain } from '../nix/eval/builtins/json.ts'
import { createEvaluator, type Evaluated, type Evaluator } from '../nix/eval/evaluator.ts'
import { formalsOf } from '../nix/eval/call-package.ts'
import { printValue } from '../nix/eval/print.ts'
import { Unknown, attrSet, type EvalFault, type Machine, type Slot, type Value } from '../nix/eval/value.ts'
import { lib } from '../nix/lib/index.ts'
import { makePackageSet, nixpkgsFunction } from '../nix/lib/package-set.ts'
import { openRepository } from './open-repository.ts'
import { UsageError } from './usage-error.ts'

export type EvalOptions = { readonly expr?: string; readonly attr?: string; readonly json?: boolean }

/** What is known of nixpkgs, for expressions that take it from the search path. */
const externals: ReadonlyMap<string, Slot> = new Map([
  ['<nixpkgs>', nixpkgsFunction(lib)],
  ['<nixpkgs/lib>', lib],
])

/**
 * `nur-keeper eval`: what the evaluator makes of a file or an expression: JSON where all of it is known, else Nix-like
 * text with `«unknown: reason»`. On the way along `--attr`, functions are called with `lib` and `pkgs`;
 * `<nixpkgs>` stands for what is known of it.
 * @returns 0, or 1 where the evaluation fails
 */
export async function runEval(file: string | undefined, options: EvalOptions): Promise<number> {
  if ((file === undefined) === (options.expr === undefined))
    throw new UsageError('eval takes either a FILE or -e EXPR')
  const { root, path } = placeOf(file)
  const { parser, workTree } = await openRepository(root)
  const evaluator = createEvaluator({ parser, snapshot: workTree, externals })
  const start =
    file === undefined ? evaluator.evaluateText(options.expr ?? '', path) : evaluator.evaluateFile(path)
  const value =
    start.ok && options.attr !== undefined ? walk(evaluator, start.value, options.attr, path) : start
  const printed = value.ok ? evaluator.attempt((machine) => show(value.value, machine), path) : value
  if (!printed.ok) return printFault(printed.fault, evaluator, options.json === true)
  const { known, text } = printed.value
  process.stdout.write(options.json === true ? `${jsonOf(known, text)}\n` : `${text}\n`)
  return 0
}

/** The root of the tree that is seen, and where in it the file lies. */
function placeOf(file: string | undefined): { root: string; path: string } {
  if (file === undefined) return { root: '.', path: '(expression)' }
  const full = resolve(file)
  if (!existsSync(full)) throw new UsageError(`there is no file ${file}`)
  const folder = statSync(full).isDirectory() ? full : dirname(full)
  const root = isWorkTree(folder)
    ? git(folder, ['rev-parse', '--show-toplevel']).toString('utf8').replace(/\n$/, '')
    : folder
  return { root, path: relative(root, full).split(sep).join('/') }
}

type Shown = { readonly known: boolean; readonly text: string }

function show(value: Value, machine: Machine): Shown {
  const plain = machine.guard(
    () => toPlain(value, machine),
    (fault) => (fault.code === 'type-error' ? new Unknown(fault.message) : rethrow(fault)),
  )
  const json = plain instanceof Unknown ? plain : printJson(plain)
  return typeof json === 'string'
    ? { known: true, text: json }
    : { known: false, text: printValue(value, machine) }
}

function rethrow(fault: EvalFault): never {
  throw fault
}

function jsonOf(known: boolean, text: string): string {
  return known
    ? `{"schemaVersion":1,"known":true,"value":${text}}`
    : JSON.stringify({ schemaVersion: 1, known, text })
}

function walk(evaluator: Evaluator, value: Value, attr: string, path: string): Evaluated<Value> {
  return evaluator.attempt(
    (machine) =>
      attr
        .split('.')
        .reduce<Value>((current, name) => machine.select(callIfFunction(current, machine), name), value),
    path,
  )
}

/** As `nix-instantiate --attr` does: a function of a set is called, here with what every NUR gets. */
function callIfFunction(value: Value, machine: Machine): Value {
  const formals = formalsOf(value)
  if (formals === null) return value
  const given: readonly (readonly [string, Slot])[] = [
    ['pkgs', makePackageSet(lib)],
    ['lib', lib],
  ]
  return machine.apply(value, attrSet(given.filter(([name]) => formals.has(name))))
}

function printFault(fault: EvalFault, evaluator: Evaluator, json: boolean): number {
  const place = fault.position === null ? null : evaluator.locate(fault.position)
  const where = place === null ? '' : `${place.path}:${place.line}:${place.column}: `
  if (json) {
    const { code, message } = fault
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, error: { code, message, ...place } })}\n`)
  } else process.stderr.write(`${where}${fault.code}: ${fault.message}\n`)
  return 1
}
