import { AttrSet, attrSet, type Machine, type Slot, type Value } from '../../eval/value.ts'

/** A set with `_type`, as nixpkgs marks options, types and properties of definitions. */
export function property(type: string, entries: readonly (readonly [string, Slot])[]): AttrSet {
  return attrSet([['_type', type], ...entries])
}

/** `_type` of a set, or null. */
export function typeTag(value: Value, machine: Machine): Value {
  const tag = value instanceof AttrSet ? value.attrs.get('_type') : undefined
  return tag === undefined ? null : machine.force(tag.slot)
}

/** Whether a value is what `mkOption` makes. */
export function isOption(value: Value, machine: Machine): value is AttrSet {
  return value instanceof AttrSet && typeTag(value, machine) === 'option'
}
