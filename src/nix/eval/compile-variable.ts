import type { Variable } from '../ast.ts'
import type { Compilation, SlotMaker } from './compilation.ts'
import { climb, resolve, type Scope } from './scope.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  EvalFault,
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Position,
  type Result,
  type Value,
} from './value.ts'

/** @throws EvalFault where the name means nothing: Nix refuses the file */
export function compileVariable(
  { name, start }: Pick<Variable, 'name' | 'start'>,
  scope: Scope | null,
  file: Compilation,
): Code {
  const position = file.position({ start })
  const found = resolve(scope, name, (candidate) => file.globals.has(candidate))
  switch (found.type) {
    case 'slot': {
      const { depth, index } = found
      if (depth === 0) return (env, core) => core.forceStep(env.slots[index] ?? null, position)
      return (env, core) => core.forceStep(climb(env, depth).slots[index] ?? null, position)
    }
    case 'global': {
      const slot = file.globals.get(name) ?? null
      return (_env, core) => core.forceStep(slot, position)
    }
    case 'with':
      return (env, core) => lookUpInWiths(name, found.depths, 0, env, core, position)
    case 'undefined':
      throw new EvalFault('undefined-variable', `undefined variable '${name}'`, position)
  }
}

/** The variable's own slot, where it is known before anything runs; null where it is not. */
export function variableSlot(
  name: string,
  scope: Scope | null,
  file: Compilation,
  constructing: boolean,
): SlotMaker | null {
  const found = resolve(scope, name, (candidate) => file.globals.has(candidate))
  if (found.type === 'global') {
    const slot = file.globals.get(name) ?? null
    return () => slot
  }
  if (found.type !== 'slot' || (constructing && found.depth === 0)) return null
  const { depth, index } = found
  if (depth === 0) return (env) => env.slots[index] ?? null
  return (env) => climb(env, depth).slots[index] ?? null
}

/** The innermost `with` that has the name gives it; one that is not known might. */
function lookUpInWiths(
  name: string,
  depths: readonly number[],
  from: number,
  env: Env,
  core: Core,
  position: Position,
): Result {
  const depth = depths[from]
  if (depth === undefined) return core.fail('undefined-variable', `undefined variable '${name}'`, position)
  const look = (set: Value): Result => {
    if (!(set instanceof AttrSet) && !(set instanceof Unknown)) {
      return core.fail('type-error', `'with' needs a set, this is a ${typeName(set)}`, position)
    }
    const absent = set instanceof AttrSet && !set.attrs.has(name) && set.rest === null
    if (absent && set.maybe?.has(name) !== true)
      return lookUpInWiths(name, depths, from + 1, env, core, position)
    return core.selectStep(set, name, position)
  }
  const set = core.forceStep(climb(env, depth).slots[0] ?? null, position)
  return set === suspended ? core.later(look) : look(set)
}
