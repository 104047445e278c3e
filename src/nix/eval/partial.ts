import { hasAttribute, openness, sortedNames } from './builtins/sets.ts'
import { AttrSet, Unknown, type Machine, type Slot, type Value } from './value.ts'

/** An unknown with the same reason, of which nothing else is said: what was made of an unknown value. */
export function because(unknown: Unknown): Unknown {
  return new Unknown(unknown.reason)
}

/** The names of a set in Nix's order, or why they are not all known. */
export function namesOf(set: AttrSet): readonly string[] | Unknown {
  return restOf(set) ?? sortedNames(set)
}

/** What a name of a set stands for; the name has to be one of its known attributes. */
export function slotOf(set: AttrSet, name: string): Slot {
  return set.attrs.get(name)?.slot ?? null
}

/** `value ? name`. */
export function hasName(value: Value, name: string): boolean | Unknown {
  if (value instanceof Unknown) return because(value)
  if (!(value instanceof AttrSet)) return false
  return hasAttribute(value, name)
}

/** One of two values, where what decides is not known. */
export function eitherOf(why: Unknown, one: Slot, other: Slot): Unknown {
  return new Unknown(why.reason, null, [one, other])
}

/** Why more attributes of a set may be there; null where all are known. What is made of it comes from elsewhere. */
export const restOf: (set: AttrSet) => Unknown | null = openness

/** The value of a slot; null where evaluating it fails. */
export function valueOrNull(slot: Slot, machine: Machine): Value {
  return machine.guard<Value>(
    () => machine.force(slot),
    () => null,
  )
}
