import { hasName } from '../../../nix/eval/partial.ts'
import { attrSet, type Machine, type Value } from '../../../nix/eval/value.ts'

/** A set of what is given by a path of names; empty where it is not. */
export function optional(given: Value, path: readonly string[], machine: Machine): Value {
  return path.reduce((outer, name) => inPath(outer, name, machine), given)
}

/** An attribute of a set; an empty set where it is not there. */
export function inPath(set: Value, name: string, machine: Machine): Value {
  return hasName(set, name) === false ? attrSet([]) : machine.select(set, name)
}
