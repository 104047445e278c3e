import { strict } from '../../eval/builtins/strict.ts'
import { argumentsFor, callPackage, openFunction } from '../../eval/call-package.ts'
import { functionArgs, setFunctionArgs } from '../../eval/functions.ts'
import { makeOverridable } from '../../eval/make-overridable.ts'
import { because } from '../../eval/partial.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { isDerivationValue } from '../attrsets/derivations.ts'
import { extend, layOver } from '../fixed-points.ts'

/** Each attribute of what the function makes can be overridden by itself. */
function callPackages(machine: Machine, scope: Slot, target: Slot, args: Slot): Value {
  const fn = openFunction(target, null, machine)
  if (fn instanceof Unknown) return because(fn)
  const given = argumentsFor(fn, scope, args, machine)
  const made = machine.apply(fn, given)
  const single = isDerivationValue(machine, made)
  if (single === true)
    return machine.fail('throw', 'function `callPackages` was called on a *single* derivation')
  if (!(made instanceof AttrSet)) return made
  const overridable = (name: string): Slot =>
    delay((inner) => {
      const pick = native(name, 1, (deeper, [changed = null]) =>
        deeper.select(deeper.apply(fn, changed), name),
      )
      const mirrored = setFunctionArgs(
        pick,
        delay((deeper) => functionArgs(deeper, fn)),
      )
      return makeOverridable(mirrored, given, null, inner)
    })
  const attrs = new Map(
    [...made.attrs].map(([name, { position }]) => [name, new Attr(overridable(name), position)]),
  )
  return new AttrSet(attrs, made.rest, null, made.maybe)
}

/** nixpkgs' `makeScope newScope f`: a set that calls packages from itself, over the scope around it. */
export function makeScope(newScope: Slot, fn: Slot): Slot {
  const lazySelf = delay(() => self)
  const before = attrSet([
    [
      'callPackage',
      delay((machine) =>
        machine.apply(machine.select(machine.force(lazySelf), 'newScope'), new AttrSet(new Map())),
      ),
    ],
  ])
  const after = attrSet([
    [
      'newScope',
      native('newScope', 1, (_machine, [scope = null]) => delayCall(newScope, layOver(lazySelf, scope))),
    ],
    [
      'overrideScope',
      native('overrideScope', 1, (_machine, [overlay = null]) => makeScope(newScope, extend(overlay, fn))),
    ],
    ['packages', fn],
  ])
  const self: Slot = layOver(layOver(before, delayCall(fn, lazySelf)), after)
  return self
}

/** The arguments of `makeScopeWithSplicing'`. */
type Splicing = {
  readonly splice: Slot
  readonly newScope: Slot
  readonly otherSplices: Slot
  readonly keep: Slot
  readonly extra: Slot
}

const splicedNames: readonly (readonly [string, string])[] = [
  ['pkgsBuildBuild', 'selfBuildBuild'],
  ['pkgsBuildHost', 'selfBuildHost'],
  ['pkgsBuildTarget', 'selfBuildTarget'],
  ['pkgsHostHost', 'selfHostHost'],
  ['pkgsTargetTarget', 'selfTargetTarget'],
]

/** A scope whose packages exist for each platform that takes part in building; `splice` puts them together. */
function makeSplicedScope(splicing: Splicing, fn: Slot): Slot {
  const { splice, newScope, otherSplices, keep, extra } = splicing
  const lazySelf = delay(() => self)
  const others = splicedNames.map(([name, from]): [string, Slot] => [
    name,
    delay((machine) => machine.select(machine.force(otherSplices), from)),
  ])
  const spliced0 = delayCall(splice, attrSet([...others, ['pkgsHostTarget', lazySelf]]))
  const spliced = layOver(layOver(delayCall(extra, spliced0), spliced0), delayCall(keep, lazySelf))
  const own = attrSet([
    [
      'newScope',
      native('newScope', 1, (_machine, [scope = null]) => delayCall(newScope, layOver(spliced, scope))),
    ],
    ['callPackage', delayCall(newScope, spliced)],
    [
      'overrideScope',
      native('overrideScope', 1, (_machine, [overlay = null]) =>
        makeSplicedScope(splicing, extend(overlay, fn)),
      ),
    ],
    ['packages', fn],
  ])
  const self: Slot = layOver(delayCall(fn, lazySelf), own)
  return self
}

const nothing = native('nothing', 1, () => new AttrSet(new Map()))

function argument(set: AttrSet, name: string, fallback: Slot | null = null): Slot {
  const attr = set.attrs.get(name)
  if (attr !== undefined) return attr.slot
  return fallback !== null && set.rest === null ? fallback : delay((machine) => machine.select(set, name))
}

/** Scopes and `callPackage`. */
export const scopeFunctions: readonly Native[] = [
  native('callPackageWith', 3, (machine, [scope = null, target = null, args = null]) =>
    callPackage(scope, target, args, null, machine),
  ),
  native('callPackagesWith', 3, (machine, [scope = null, target = null, args = null]) =>
    callPackages(machine, scope, target, args),
  ),
  native('makeOverridable', 2, (machine, [fn = null, args = null]) =>
    makeOverridable(machine.force(fn), args, null, machine),
  ),
  native('makeScope', 2, (_machine, [newScope = null, fn = null]) => makeScope(newScope, fn)),
  strict("makeScopeWithSplicing'", ['set', 'set'], (_machine, how, what) =>
    makeSplicedScope(
      {
        splice: argument(how, 'splicePackages'),
        newScope: argument(how, 'newScope'),
        otherSplices: argument(what, 'otherSplices'),
        keep: argument(what, 'keep', nothing),
        extra: argument(what, 'extra', nothing),
      },
      argument(what, 'f'),
    ),
  ),
  native(
    'makeScopeWithSplicing',
    6,
    (_machine, [splice = null, newScope = null, otherSplices = null, keep = null, extra = null, fn = null]) =>
      makeSplicedScope({ splice, newScope, otherSplices, keep, extra }, fn),
  ),
  native('mapCrossIndex', 2, (machine, [fn = null, slot = null]) => {
    const set = machine.force(slot)
    if (!(set instanceof AttrSet)) return new Unknown('sets for each platform')
    return attrSet(crossNames.map((name): [string, Slot] => [name, delayCall(fn, argument(set, name))]))
  }),
  strict('renameCrossIndexFrom', ['string', 'set'], (_machine, prefix, set) =>
    attrSet(crossNames.map((name): [string, Slot] => [name, argument(set, prefixed(prefix, name))])),
  ),
  strict('renameCrossIndexTo', ['string', 'set'], (_machine, prefix, set) =>
    attrSet(crossNames.map((name): [string, Slot] => [prefixed(prefix, name), argument(set, name)])),
  ),
]

const crossNames = ['buildBuild', 'buildHost', 'buildTarget', 'hostHost', 'hostTarget', 'targetTarget']

function prefixed(prefix: string, name: string): string {
  return `${prefix}${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
}
