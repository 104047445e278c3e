import { compareText } from '../compare.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  native,
  typeName,
  type Machine,
  type Native,
  type Slot,
  type Value,
} from '../value.ts'
import { applyAll, forceStrings, strict } from './strict.ts'

/** Names of a set in Nix's order; null where there may be more. */
export function sortedNames(set: AttrSet): readonly string[] {
  return [...set.attrs.keys()].sort(compareText)
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

/** Sets. */
export const setBuiltins: readonly Native[] = [
  strict('attrNames', ['set'], (machine, set) => {
    machine.spend(set.attrs.size)
    return set.rest === null ? sortedNames(set) : new Unknown(set.rest.reason)
  }),
  strict('attrValues', ['set'], (machine, set) => {
    machine.spend(set.attrs.size)
    if (set.rest !== null) return new Unknown(set.rest.reason)
    return sortedNames(set).map((name) => set.attrs.get(name)?.slot ?? null)
  }),
  strict('getAttr', ['string', 'lazy'], (machine, name, set) => machine.select(machine.force(set), name)),
  strict('hasAttr', ['string', 'set'], (_machine, name, set) => {
    if (set.attrs.has(name)) return true
    return set.rest === null ? false : new Unknown(set.rest.reason)
  }),
  strict('removeAttrs', ['set', 'list'], (machine, set, list) => {
    const names = forceStrings(machine, list, 'removeAttrs')
    if (names instanceof Unknown) return names
    machine.spend(set.attrs.size)
    const without = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
      new Map([...attrs].filter(([name]) => !names.includes(name)))
    return new AttrSet(without(set.attrs), set.rest, null, set.maybe === null ? null : without(set.maybe))
  }),
  strict('mapAttrs', ['lazy', 'set'], (machine, fn, set) => {
    machine.spend(set.attrs.size)
    return mapSet(set, (name, slot) => delay((inner) => applyAll(inner, inner.force(fn), name, slot)))
  }),
  strict('intersectAttrs', ['set', 'set'], intersect),
  strict('catAttrs', ['string', 'list'], (machine, name, list) => {
    const found: Slot[] = []
    for (const item of list) {
      const set = machine.force(item)
      if (set instanceof Unknown) return new Unknown(set.reason)
      if (!(set instanceof AttrSet))
        return machine.fail('type-error', `catAttrs expects sets, this is a ${typeName(set)}`)
      const attr = set.attrs.get(name)
      if (attr !== undefined) found.push(attr.slot)
      else if (set.rest !== null) return new Unknown(set.rest.reason)
    }
    return found
  }),
  strict('zipAttrsWith', ['lazy', 'list'], zipAttrsWith),
  strict(
    'unsafeGetAttrPos',
    ['string', 'set'],
    () => new Unknown('a position depends on where the file lies'),
  ),
  native('__curPos', 1, () => new Unknown('a position depends on where the file lies')),
]

/** Names of both, with the values of the second. */
function intersect(machine: Machine, left: AttrSet, right: AttrSet): Value {
  machine.spend(Math.min(left.attrs.size, right.attrs.size))
  if (left.rest === null) {
    const attrs = new Map<string, Attr>()
    for (const name of left.attrs.keys()) {
      const attr = right.attrs.get(name)
      if (attr !== undefined) attrs.set(name, attr)
    }
    return new AttrSet(attrs, right.rest === null ? null : new Unknown(right.rest.reason))
  }
  const both = new Map([...right.attrs].filter(([name]) => left.attrs.has(name)))
  return new AttrSet(both, new Unknown(left.rest.reason))
}

function zipAttrsWith(machine: Machine, fn: Slot, list: readonly Slot[]): Value {
  const groups = new Map<string, Slot[]>()
  let rest: Unknown | null = null
  for (const item of list) {
    const set = machine.force(item)
    if (set instanceof Unknown) rest = new Unknown(set.reason)
    else if (set instanceof AttrSet) {
      if (set.rest !== null) rest = new Unknown(set.rest.reason)
      for (const name of sortedNames(set)) {
        const slot = set.attrs.get(name)?.slot ?? null
        groups.set(name, [...(groups.get(name) ?? []), slot])
      }
    } else return machine.fail('type-error', `zipAttrsWith expects sets, this is a ${typeName(set)}`)
  }
  const reason = rest
  return new AttrSet(
    attrSet(
      [...groups].map(([name, values]): [string, Slot] => [
        name,
        reason === null
          ? delay((inner) => applyAll(inner, inner.force(fn), name, values))
          : new Unknown(reason.reason),
      ]),
    ).attrs,
    rest,
  )
}
