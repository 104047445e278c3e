import { compareText } from '../compare.ts'
import { typeName } from '../type-name.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  Unknown,
  attrSet,
  delayCall,
  type Machine,
  type Native,
  type Slot,
  type Steps,
} from '../value.ts'
import { forceStrings, strict, strictSteps } from './strict.ts'

/** The known names of a set in Nix's order; with a rest or perhaps-attributes there may be more. */
export function sortedNames(set: AttrSet): readonly string[] {
  return [...set.attrs.keys()].sort(compareText)
}

/** Why it is not known which attributes a set has; null where it is. */
export function openness(set: AttrSet): Unknown | null {
  if (set.rest !== null) return new Unknown(set.rest.reason)
  return set.maybe === null ? null : new Unknown('an attribute is there only under a condition')
}

function takeSet(machine: Machine, size: number): void {
  machine.spend(size)
  machine.allocate(8 * size)
}

function mapSet(set: AttrSet, change: (name: string, slot: Slot) => Slot): AttrSet {
  const convert = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map([...attrs].map(([name, { slot, position }]) => [name, new Attr(change(name, slot), position)]))
  return new AttrSet(
    convert(set.attrs),
    set.rest === null ? null : new Unknown(set.rest.reason),
    null,
    set.maybe === null ? null : convert(set.maybe),
  )
}

/** Whether a set has an attribute. */
export function hasAttribute(set: AttrSet, name: string): boolean | Unknown {
  if (set.attrs.has(name)) return true
  if (set.maybe?.has(name) === true) return new Unknown(`'${name}' is there only under a condition`)
  return set.rest === null ? false : new Unknown(set.rest.reason)
}

/** Sets. */
export const setBuiltins: readonly Native[] = [
  strict('attrNames', ['set'], (machine, set) => {
    takeSet(machine, set.attrs.size)
    return openness(set) ?? sortedNames(set)
  }),
  strict('attrValues', ['set'], (machine, set) => {
    takeSet(machine, set.attrs.size)
    return openness(set) ?? sortedNames(set).map((name) => set.attrs.get(name)?.slot ?? null)
  }),
  strict('getAttr', ['string', 'any'], (machine, name, set) => {
    const attr = set instanceof AttrSet ? set.attrs.get(name) : undefined
    return attr === undefined ? machine.select(set, name) : attr.slot
  }),
  strict('hasAttr', ['string', 'set'], (_machine, name, set) => hasAttribute(set, name)),
  strict('removeAttrs', ['set', 'list'], removeAttrs),
  strict('mapAttrs', ['lazy', 'set'], (machine, fn, set) => {
    takeSet(machine, 2 * set.attrs.size)
    return mapSet(set, (name, slot) => delayCall(fn, name, slot))
  }),
  strict('intersectAttrs', ['set', 'set'], intersect),
  strictSteps('catAttrs', ['string', 'list'], catAttrs),
  strictSteps('zipAttrsWith', ['lazy', 'list'], zipAttrsWith),
  strict('unsafeGetAttrPos', ['string', 'set'], (_machine, name, set) => {
    if (set.attrs.has(name) || hasAttribute(set, name) !== false) {
      return new Unknown('a position depends on where the file lies')
    }
    return null
  }),
  strict('functionArgs', ['any'], (machine, fn) => {
    if (fn instanceof Lambda) {
      return attrSet((fn.formals?.names ?? []).map(({ name, fallback }) => [name, fallback !== null]))
    }
    if (typeof fn === 'object' && fn !== null && 'arity' in fn) return attrSet(fn.formals ?? [])
    return machine.fail('type-error', `functionArgs expects a function, this is a ${typeName(fn)}`)
  }),
]

function removeAttrs(machine: Machine, set: AttrSet, list: readonly Slot[]): Slot {
  const strings = forceStrings(machine, list, 'removeAttrs')
  if (strings instanceof Unknown) return strings
  takeSet(machine, set.attrs.size)
  const names = new Set(strings)
  const without = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map([...attrs].filter(([name]) => !names.has(name)))
  const maybe = set.maybe === null ? null : without(set.maybe)
  return new AttrSet(
    without(set.attrs),
    set.rest,
    names.has('type') ? null : set.derivation,
    maybe?.size === 0 ? null : maybe,
  )
}

/** Names of both, with the values of the second. */
function intersect(machine: Machine, left: AttrSet, right: AttrSet): AttrSet {
  takeSet(machine, Math.min(left.attrs.size, right.attrs.size))
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>()
  for (const [name, attr] of right.attrs) {
    const both = hasAttribute(left, name)
    if (both === true) attrs.set(name, attr)
    else if (both !== false) maybe.set(name, attr)
  }
  for (const [name, attr] of right.maybe ?? []) {
    if (hasAttribute(left, name) !== false) maybe.set(name, attr)
  }
  const rest = right.rest ?? (left.rest === null ? null : new Unknown(left.rest.reason))
  return new AttrSet(attrs, rest, null, maybe.size > 0 ? maybe : null)
}

function* catAttrs(machine: Machine, name: string, list: readonly Slot[]): Steps {
  const found: Slot[] = []
  takeSet(machine, list.length)
  for (const item of list) {
    const set = yield item
    if (set instanceof Unknown) return new Unknown(set.reason)
    if (!(set instanceof AttrSet)) {
      return machine.fail('type-error', `catAttrs expects sets, this is a ${typeName(set)}`)
    }
    const attr = set.attrs.get(name)
    const has = hasAttribute(set, name)
    if (has instanceof Unknown) return has
    if (attr !== undefined) found.push(attr.slot)
  }
  return found
}

function* zipAttrsWith(machine: Machine, fn: Slot, list: readonly Slot[]): Steps {
  const groups = new Map<string, Slot[]>()
  let open: Unknown | null = null
  for (const item of list) {
    const set = yield item
    if (set instanceof Unknown) {
      open = new Unknown(set.reason)
      continue
    }
    if (!(set instanceof AttrSet)) {
      return machine.fail('type-error', `zipAttrsWith expects sets, this is a ${typeName(set)}`)
    }
    open = openness(set) ?? open
    takeSet(machine, set.attrs.size)
    for (const [name, { slot }] of set.attrs) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [slot])
      else group.push(slot)
    }
  }
  const rest = open
  const value = (name: string, group: readonly Slot[]): Slot => rest ?? delayCall(fn, name, group)
  const zipped = attrSet([...groups].map(([name, group]) => [name, value(name, group)]))
  return rest === null ? zipped : new AttrSet(zipped.attrs, rest)
}
