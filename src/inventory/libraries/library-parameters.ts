import type { Parameter } from '../../model/inventory.ts'
import type { LambdaExpr } from '../../nix/ast.ts'
import { formalsOf } from '../../nix/eval/formals.ts'
import { Attr, AttrSet, Lambda, Unknown, type Machine, type Slot, type Value } from '../../nix/eval/value.ts'
import type { SourceFile } from '../source/source-tree.ts'
import { visitScoped } from '../syntax/visit-scoped.ts'
import { callersLib, openLib } from '../world/callers-lib.ts'
import type { World } from '../world/world.ts'

/** Arguments by which a file's function is known to be waiting for its surroundings, not to be an export itself. */
const surroundings = new Set(['lib', 'pkgs', 'config', 'self', 'inputs', 'nixpkgs', 'callPackage', 'stdenv'])

export type CalledLibrary = { readonly value: Value; readonly parameter: Parameter | null }

/** Calls a library's file with `lib` and `pkgs`, where it wants to be called before its exports are seen. */
export function callLibrary(value: Value, file: SourceFile, world: World, machine: Machine): CalledLibrary {
  if (!(value instanceof Lambda)) return { value, parameter: null }
  const [parameter] = lambdaParameters(value, world)
  const formals = formalsOf(value)
  const names = formals === null ? [value.syntax.param ?? ''] : [...formals.keys()]
  const waits = names.length === 0 || names.some((name) => surroundings.has(name))
  if (!waits || parameter === undefined || value.position.path !== file.path)
    return { value, parameter: null }
  return { value: machine.apply(value, argumentOf(names, formals, world)), parameter }
}

function argumentOf(
  names: readonly string[],
  formals: ReadonlyMap<string, boolean> | null,
  world: World,
): Slot {
  const known = new Map<string, Slot>([
    ['lib', formals === null ? openLib(world) : callersLib(world)],
    ['pkgs', world.pkgs],
  ])
  const [only = ''] = names
  if (formals === null) return known.get(only) ?? new Unknown(`the argument ${only}`, [only])
  const attrs = new Map<string, Attr>()
  for (const [name, hasDefault] of formals) {
    const slot = known.get(name)
    if (slot !== undefined) attrs.set(name, new Attr(slot, null))
    else if (!hasDefault) attrs.set(name, new Attr(new Unknown(`the argument ${name}`, [name]), null))
  }
  return new AttrSet(attrs)
}

/** The shapes of a function's arguments, argument after argument. */
export function lambdaParameters(lambda: Lambda, world: World): readonly Parameter[] {
  const file = world.tree.read(lambda.position.path)
  const written = file === null ? null : lambdaAt(file, lambda.position.offset)
  return written === null ? [] : describeParameters(written)
}

/** The shapes of the arguments that a function's text names. */
export function describeParameters(lambda: LambdaExpr): readonly Parameter[] {
  const parameters: Parameter[] = []
  let at: LambdaExpr | null = lambda
  while (at !== null) {
    parameters.push(describeParameter(at))
    at = at.body.type === 'lambda' ? at.body : null
  }
  return parameters
}

const indexes = new WeakMap<SourceFile, ReadonlyMap<number, LambdaExpr>>()

/** The outermost function whose text starts at an offset. */
function lambdaAt(file: SourceFile, offset: number): LambdaExpr | null {
  const known = indexes.get(file) ?? indexLambdas(file)
  indexes.set(file, known)
  return known.get(offset) ?? null
}

function indexLambdas(file: SourceFile): ReadonlyMap<number, LambdaExpr> {
  const lambdas = new Map<number, LambdaExpr>()
  visitScoped(file.expr, {
    expression(expr) {
      if (expr.type === 'lambda' && !lambdas.has(expr.start)) lambdas.set(expr.start, expr)
    },
  })
  return lambdas
}

function describeParameter({ param, formals }: LambdaExpr): Parameter {
  if (formals === null) return { type: 'name', name: param ?? '_' }
  const named = (optional: boolean): readonly string[] =>
    formals.names.filter(({ fallback }) => (fallback !== null) === optional).map(({ name }) => name)
  return { type: 'set', required: named(false), optional: named(true), open: formals.ellipsis }
}
