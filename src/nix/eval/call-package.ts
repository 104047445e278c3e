import { functionArgs } from './functions.ts'
import { makeOverridable } from './make-overridable.ts'
import { updateAttrs } from './update-attrs.ts'
import {
  Attr,
  AttrSet,
  PathValue,
  Unknown,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

export { formalsOf } from './formals.ts'

/**
 * nixpkgs' `callPackageWith`: calls a function (or the file of one) with what its formals name from a scope,
 * and with `args` on top. What comes out can be overridden.
 * @param scope where arguments come from: a set, perhaps with an unknown rest, or an unknown such as `pkgs`
 */
export function callPackage(
  scope: Slot,
  target: Slot,
  args: Slot,
  position: Position | null,
  machine: Machine,
): Value {
  const fn = openFunction(target, position, machine)
  if (fn instanceof Unknown) return new Unknown(fn.reason)
  return machine.force(makeOverridable(fn, argumentsFor(fn, scope, args, machine), position, machine))
}

/** The function itself, or what its file holds. */
export function openFunction(target: Slot, position: Position | null, machine: Machine): Value {
  const value = machine.force(target)
  if (typeof value !== 'string' && !(value instanceof PathValue)) return value
  return value instanceof PathValue
    ? machine.importFile(value, position)
    : new Unknown(`a function in ${value}`)
}

/** `intersectAttrs (functionArgs fn) scope // args`. */
export function argumentsFor(fn: Value, scopeSlot: Slot, args: Slot, machine: Machine): Value {
  const formals = machine.force(functionArgs(machine, fn))
  const given = machine.force(args)
  if (!(formals instanceof AttrSet)) return new Unknown('the arguments of a function that is not known')
  const scope = machine.force(scopeSlot)
  const attrs = new Map<string, Attr>()
  let rest: Unknown | null = null
  for (const [name, formal] of formals.attrs) {
    if (given instanceof AttrSet && given.attrs.has(name)) continue
    const attr = scope instanceof AttrSet ? scope.attrs.get(name) : undefined
    const open = scope instanceof AttrSet ? scope.rest : scope instanceof Unknown ? scope : null
    if (attr !== undefined) attrs.set(name, new Attr(attr.slot, null))
    else if (open === null) continue
    else if (machine.force(formal.slot) === true) rest = open
    else attrs.set(name, new Attr(machine.select(scope, name), null))
  }
  return updateAttrs(new AttrSet(attrs, rest), given, machine, null)
}
