import { unknownAttribute } from './select-unknown.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  Thunk,
  Unknown,
  type Code,
  type Lambda,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/**
 * The variables of a call with a set pattern: the argument under its own name, then the formals.
 * @throws EvalFault for a missing or an unexpected argument
 */
export function bindArguments(
  fn: Lambda,
  set: Value,
  arg: Slot,
  position: Position | null,
  machine: Machine,
): Slot[] {
  const slots: Slot[] = fn.param ? [arg] : []
  if (fn.formals === null) return slots
  if (!(set instanceof AttrSet)) {
    return machine.fail('type-error', `the function wants a set, this is a ${typeName(set)}`, position)
  }
  let matched = 0
  for (const { name, fallback } of fn.formals.names) {
    const attr = set.attrs.get(name)
    if (attr !== undefined) {
      matched++
      slots.push(attr.slot)
    } else if (set.rest !== null) {
      slots.push(perhapsGiven(machine.select(set, name), fallback, slots, fn))
    } else if (fallback === null) {
      const message = `the function is called without the required argument '${name}'`
      machine.fail('missing-argument', message, position ?? fn.position)
    } else slots.push(new Thunk(fallback, { slots, up: fn.env }))
  }
  if (!fn.formals.ellipsis && matched < set.attrs.size) refuseUnexpected(fn, set, position, machine)
  return slots
}

function refuseUnexpected(fn: Lambda, set: AttrSet, position: Position | null, machine: Machine): never {
  const unexpected = [...set.attrs.keys()].find((name) => fn.formals?.known.has(name) !== true) ?? ''
  const message = `the function is called with the unexpected argument '${unexpected}'`
  return machine.fail('unexpected-argument', message, position ?? fn.position)
}

/** The variables of a call with a set that is not known. */
export function unknownArguments(fn: Lambda, set: Unknown, arg: Slot, machine: Machine): Slot[] {
  const slots: Slot[] = fn.param ? [arg] : []
  for (const { name, fallback } of fn.formals?.names ?? []) {
    const given = set.candidates === null ? unknownAttribute(set, name) : machine.select(set, name)
    slots.push(perhapsGiven(given, fallback, slots, fn))
  }
  return slots
}

function perhapsGiven(given: Value, fallback: Code | null, slots: Slot[], fn: Lambda): Slot {
  if (fallback === null || !(given instanceof Unknown)) return given
  const { reason, path } = given
  return new Unknown(reason, path, [new Unknown(reason, path), new Thunk(fallback, { slots, up: fn.env })])
}
