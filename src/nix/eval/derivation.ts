import { concatStrings } from './coerce.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  Unknown,
  delay,
  native,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/** Attributes of the builder's argument that stand unchanged on the derivation. */
const plain = ['pname', 'version', 'src', 'passthru', 'meta']

const outputs = 'what a builder makes of its arguments'

/**
 * The derivation that a builder makes, as far as it can be known without the builder: name, version, source,
 * `meta` and `passthru` stay readable, all else is unknown.
 * @param builder how the builder was named: `rustPlatform.buildRustPackage`
 * @param callers where the calls are that led to it: an override keeps those of the original
 * @param argsSlot its argument: a set, or a function of the final attributes (nixpkgs, "Fixed-point arguments")
 */
export function makeDerivation(
  builder: string,
  argsSlot: Slot,
  position: Position | null,
  machine: Machine,
  callers: readonly Position[] = machine.callers(),
): AttrSet {
  const self = delay(() => result)
  const given = machine.force(argsSlot)
  const args =
    given instanceof Lambda || given instanceof Native ? machine.apply(given, self, position) : given
  const known =
    args instanceof AttrSet
      ? args
      : new AttrSet(new Map(), args instanceof Unknown ? args : new Unknown(outputs))
  const attrs = new Map<string, Attr>([['type', new Attr('derivation', null)]])
  const passthru = known.attrs.get('passthru')
  // Forced only where it is written out: a computed passthru may need the derivation itself.
  const extra = passthru === undefined ? null : passthru.slot
  for (const name of plain) {
    const attr = known.attrs.get(name)
    if (attr !== undefined) attrs.set(name, attr)
  }
  attrs.set('name', derivationName(known))
  attrs.set('overrideAttrs', new Attr(overrideAttrs(builder, argsSlot, position, callers), null))
  const result = addPassthru(
    new AttrSet(attrs, new Unknown(outputs), { builder, position, callers, args: known }),
    extra,
    machine,
  )
  return result
}

function addPassthru(derivation: AttrSet, extra: Slot | null, machine: Machine): AttrSet {
  if (extra === null) return derivation
  const passthru = machine.guard<Value>(
    () => machine.force(extra),
    () => new Unknown('the passthru of the derivation'),
  )
  if (!(passthru instanceof AttrSet)) return derivation
  const attrs = new Map(derivation.attrs)
  for (const [name, attr] of passthru.attrs) attrs.set(name, attr)
  return new AttrSet(attrs, derivation.rest, derivation.derivation, passthru.maybe)
}

function derivationName(args: AttrSet): Attr {
  const name = args.attrs.get('name')
  if (name !== undefined) return name
  const pname = args.attrs.get('pname')
  const version = args.attrs.get('version')
  if (pname === undefined || version === undefined)
    return new Attr(new Unknown('the name of the derivation'), null)
  const joined = delay((machine) => {
    const parts = [machine.force(pname.slot), machine.force(version.slot)]
    const [left, right] = parts.map((part) =>
      typeof part === 'string' ? part : new Unknown('the name of the derivation'),
    )
    return concatStrings([left ?? '', '-', right ?? ''], machine)
  })
  return new Attr(joined, pname.position)
}

/** `overrideAttrs`: a set, `old: { … }`, or `final: prev: { … }`. */
function overrideAttrs(
  builder: string,
  args: Slot,
  position: Position | null,
  callers: readonly Position[],
): Native {
  return native('overrideAttrs', 1, (machine, [change = null]) => {
    const next = delay((inner) => {
      const old = argumentsOf(inner.force(args), inner)
      const changed = inner.force(change)
      const first = isFunction(changed) ? inner.apply(changed, old) : changed
      const update = isFunction(first) ? inner.apply(first, old) : first
      return layOver(old, update)
    })
    return makeDerivation(builder, next, position, machine, callers)
  })
}

function argumentsOf(args: Value, machine: Machine): Value {
  return isFunction(args) ? machine.apply(args, new Unknown('the final attributes of the derivation')) : args
}

function isFunction(value: Value): value is Lambda | Native {
  return value instanceof Lambda || value instanceof Native
}

/** `old // update`, where either may be unknown. */
function layOver(old: Value, update: Value): Value {
  if (!(update instanceof AttrSet)) return new Unknown('the changed attributes of the derivation')
  const attrs = new Map(old instanceof AttrSet ? old.attrs : [])
  for (const [name, attr] of update.attrs) attrs.set(name, attr)
  const rest =
    update.rest ??
    (old instanceof AttrSet ? old.rest : new Unknown('the attributes of the original derivation'))
  return new AttrSet(attrs, rest)
}
