import { AttrSet, Unknown, isList, type Machine, type Value } from '../../nix/eval/value.ts'

/** An attribute of a value; null where it is missing, not known, or fails. */
export function readAttribute(value: Value, name: string, machine: Machine): Value {
  const attr = value instanceof AttrSet ? value.attrs.get(name) : undefined
  if (attr === undefined) return null
  const found = machine.guard<Value>(
    () => machine.force(attr.slot),
    () => null,
  )
  return found instanceof Unknown ? null : found
}

/** A text, or the first text of a list: `meta.homepage` may be either. */
export function textOf(value: Value, machine: Machine): string | null {
  if (typeof value === 'string') return value
  if (!isList(value) || value.length === 0) return null
  const [first] = value
  const inner = first === undefined ? null : machine.force(first)
  return typeof inner === 'string' ? inner : null
}
