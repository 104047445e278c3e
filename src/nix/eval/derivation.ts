import { derivationMeta, derivationName } from './derivation-attributes.ts'
import { derivationPassthru } from './derivation-passthru.ts'
import { isFunction } from './functions.ts'
import { updateAttrs } from './update-attrs.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Native,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/** A builder: its name, where it is called, and where the calls are that led there. */
type Build = {
  readonly builder: string
  readonly position: Position | null
  readonly callers: readonly Position[]
}

/** What building has come to so far: its argument, and what it makes. */
type Built = { args: Value | null; result: AttrSet | null }

/** Attributes of the builder's argument that stand unchanged on the derivation. */
const unchanged = ['pname', 'version', 'src', 'passthru']

const outputs = 'what a builder makes of its arguments'

/**
 * The derivation that a builder makes, as far as it can be known without the builder: name, version, source, `meta`
 * and `passthru` stay readable, all else is unknown. That rests on how nixpkgs' builders treat them
 * (nixpkgs manual, "Standard environment"), and is assumed of all that are named like them.
 * @param builder how the builder was named: `rustPlatform.buildRustPackage`
 * @param argsSlot its argument: a set, or a function of the final attributes (nixpkgs, "Fixed-point arguments")
 * @param callers where the calls are that led to it: an override keeps those of the original
 */
export function makeDerivation(
  builder: string,
  argsSlot: Slot,
  position: Position | null,
  machine: Machine,
  callers: readonly Position[] = machine.callers(),
): AttrSet {
  return build({ builder, position, callers }, argsSlot, machine)
}

function build(how: Build, argsSlot: Slot, machine: Machine): AttrSet {
  const built: Built = { args: null, result: null }
  const final: Slot = delay((inner) => finalAttributes(built, how, inner))
  const args = machine.force(settleArguments(argsSlot, final, machine))
  built.args = args
  const known = args instanceof AttrSet ? args : new AttrSet(new Map(), because(args))
  const attrs = new Map<string, Attr>([['type', new Attr('derivation', null)]])
  for (const name of unchanged) {
    const attr = known.attrs.get(name)
    if (attr !== undefined) attrs.set(name, attr)
  }
  attrs.set('name', derivationName(how.builder, known))
  const passthru = derivationPassthru(how.builder, known)
  if (passthru !== null) attrs.set('passthru', passthru)
  const meta = derivationMeta(known)
  if (meta !== null) attrs.set('meta', meta)
  attrs.set('overrideAttrs', new Attr(overrideAttrs(how, argsSlot), null))
  const made = new AttrSet(attrs, new Unknown(outputs), { ...how, args: known })
  const result = withPassthru(made, known.attrs.get('passthru')?.slot ?? null, machine)
  built.result = result
  return result
}

function because(args: Value): Unknown {
  return new Unknown(args instanceof Unknown ? args.reason : outputs)
}

/** What a function of the final attributes gives; any other argument is what it is. */
function settleArguments(args: Slot, final: Slot, machine: Machine): Slot {
  const given = machine.force(args)
  const callable = isFunction(machine, given)
  if (callable instanceof Unknown) return callable
  return callable ? machine.apply(given, final) : given
}

/** What the function is given: the attributes it gives itself, after all overrides, and the finished package. */
function finalAttributes(built: Built, how: Build, machine: Machine): Value {
  const { args } = built
  if (args === null)
    return machine.fail('infinite-recursion', 'infinite recursion: final attributes need themselves')
  const finished = delay(
    (inner) => built.result ?? inner.fail('infinite-recursion', 'infinite recursion: a package needs itself'),
  )
  const own = attrSet([
    ['finalPackage', finished],
    ['overrideAttrs', delay((inner) => inner.select(inner.force(finished), 'overrideAttrs'))],
  ])
  return updateAttrs(passedOn(how.builder, args), own, machine, null)
}

/** What a builder hands to `mkDerivation` of what it is given: anything else may be added or changed. */
function passedOn(builder: string, args: Value): Value {
  if (builder.endsWith('mkDerivation') || !(args instanceof AttrSet)) return args
  const attrs = new Map([...args.attrs].filter(([name]) => name === 'meta' || unchanged.includes(name)))
  const passthru = attrs.has('passthru') ? derivationPassthru(builder, args) : null
  if (passthru !== null) attrs.set('passthru', passthru)
  return new AttrSet(attrs, new Unknown(outputs))
}

/** `passthru` comes on top of the derivation. One that cannot be evaluated adds what is not known. */
function withPassthru(derivation: AttrSet, passthru: Slot | null, machine: Machine): AttrSet {
  const extra = passthru === null ? null : machine.force(passthru)
  if (!(extra instanceof AttrSet)) return derivation
  const attrs = new Map(derivation.attrs)
  for (const [name, attr] of extra.attrs) attrs.set(name, attr)
  return new AttrSet(attrs, derivation.rest, derivation.derivation, extra.maybe)
}

/** `overrideAttrs`: takes a set, `previous: { … }`, or `final: previous: { … }`. */
function overrideAttrs(how: Build, args: Slot): Native {
  return native('overrideAttrs', 1, (machine, [change = null]) => {
    const changed = native('attributes', 1, (inner, [final = null]) => {
      const previous = passedOn(how.builder, inner.force(settleArguments(args, final, inner)))
      return updateAttrs(previous, changesOf(change, final, previous, inner), inner, null)
    })
    return build(how, changed, machine)
  })
}

function changesOf(change: Slot, final: Slot, previous: Value, machine: Machine): Value {
  const given = machine.force(change)
  const callable = isFunction(machine, given)
  if (callable !== true) return callable === false ? given : callable
  const changes = machine.apply(given, previous)
  const curried = isFunction(machine, changes)
  if (curried !== true) return curried === false ? changes : curried
  return machine.apply(machine.apply(given, final), previous)
}
