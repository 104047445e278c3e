import type { SlotMaker } from './compilation.ts'
import { typeName } from './type-name.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Position,
  type Result,
  type Value,
} from './value.ts'

/** `${key} = …;` */
export type Dynamic = { readonly key: Code; readonly make: SlotMaker; readonly position: Position }

/**
 * Adds computed attributes to the attributes of a new set. A name that is null leaves its attribute out; one that is not known
 * leaves open what else the set has.
 */
export function addDynamics(
  attrs: Map<string, Attr>,
  dynamics: readonly Dynamic[],
  env: Env,
  core: Core,
  from = 0,
  rest: Unknown | null = null,
): Result {
  let unknown = rest
  for (let index = from; index < dynamics.length; index++) {
    const dynamic = dynamics[index]
    if (dynamic === undefined) break
    const name = dynamic.key(env, core)
    if (name === suspended) {
      const before = unknown
      return core.later((value) => {
        const after = addDynamic(attrs, value, dynamic, env, core) ?? before
        return addDynamics(attrs, dynamics, env, core, index + 1, after)
      })
    }
    unknown = addDynamic(attrs, name, dynamic, env, core) ?? unknown
  }
  return new AttrSet(attrs, unknown)
}

/** @returns why the set may have more attributes now, or null */
function addDynamic(
  attrs: Map<string, Attr>,
  name: Value,
  { make, position }: Dynamic,
  env: Env,
  core: Core,
): Unknown | null {
  if (name === null) return null
  if (name instanceof Unknown) return new Unknown(name.reason)
  if (typeof name !== 'string') {
    return core.fail(
      'type-error',
      `an attribute name must be a string, this is a ${typeName(name)}`,
      position,
    )
  }
  if (attrs.has(name)) core.fail('invalid-value', `dynamic attribute '${name}' is already defined`, position)
  core.allocate(8)
  attrs.set(name, new Attr(make(env), position))
  return null
}
