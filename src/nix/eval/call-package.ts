import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  delay,
  native,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/**
 * nixpkgs' `callPackageWith`: calls a function (or the file of one) with what its formals name from a scope,
 * and with `args` on top.
 * @param scope where arguments come from: a set, perhaps with an unknown rest, or an unknown such as `pkgs`
 */
export function callPackage(
  scope: Slot,
  target: Slot,
  args: Slot,
  position: Position | null,
  machine: Machine,
): Value {
  const fn = functionOf(machine.force(target), position, machine)
  const given = machine.force(args)
  if (fn instanceof Unknown) return new Unknown(fn.reason)
  if (!(given instanceof AttrSet))
    return given instanceof Unknown ? new Unknown(given.reason) : machine.apply(fn, args, position)
  const result = machine.apply(fn, argumentsFor(fn, scope, given, machine), position)
  return result instanceof AttrSet && result.derivation !== null
    ? overridable(result, (more) =>
        callPackage(
          scope,
          target,
          delay((inner) => mergeArgs(given, more, inner)),
          position,
          machine,
        ),
      )
    : result
}

function functionOf(value: Value, position: Position | null, machine: Machine): Value {
  return value instanceof PathValue ? machine.importFile(value, position) : value
}

function argumentsFor(fn: Value, scopeSlot: Slot, given: AttrSet, machine: Machine): Slot {
  const formals = formalsOf(fn)
  if (formals === null) return given
  const scope = machine.force(scopeSlot)
  const attrs = new Map<string, Attr>()
  let rest = given.rest
  for (const [name, optional] of formals) {
    if (given.attrs.has(name)) continue
    if (scope instanceof AttrSet) {
      const attr = scope.attrs.get(name)
      if (attr !== undefined) attrs.set(name, new Attr(attr.slot, null))
      else if (scope.rest !== null && optional) rest = scope.rest
      else if (scope.rest !== null) attrs.set(name, new Attr(machine.select(scope, name), null))
    } else if (scope instanceof Unknown) {
      if (optional) rest = scope
      else attrs.set(name, new Attr(machine.select(scope, name), null))
    }
  }
  for (const [name, attr] of given.attrs) attrs.set(name, attr)
  return new AttrSet(attrs, rest)
}

/** Names of a function's formals and whether they have defaults; null where it takes no set pattern. */
export function formalsOf(fn: Value): ReadonlyMap<string, boolean> | null {
  if (fn instanceof Native) return fn.formals
  if (fn instanceof Lambda && fn.formals !== null) {
    return new Map(fn.formals.names.map(({ name, fallback }) => [name, fallback !== null]))
  }
  return null
}

/** A derivation that can be made again with other arguments (`lib.makeOverridable`). */
function overridable(derivation: AttrSet, again: (more: Slot) => Value): AttrSet {
  const attrs = new Map(derivation.attrs)
  attrs.set(
    'override',
    new Attr(
      native('override', 1, (_machine, [more = null]) => again(more)),
      null,
    ),
  )
  return new AttrSet(attrs, derivation.rest, derivation.derivation, derivation.maybe)
}

function mergeArgs(given: AttrSet, more: Slot, machine: Machine): Value {
  const change = machine.force(more)
  const update = change instanceof Lambda || change instanceof Native ? machine.apply(change, given) : change
  if (!(update instanceof AttrSet)) return new Unknown('the arguments of an override')
  return new AttrSet(new Map([...given.attrs, ...update.attrs]), given.rest ?? update.rest)
}
