import { forceStrings, strict } from '../../eval/builtins/strict.ts'
import { sortedNames } from '../../eval/builtins/sets.ts'
import { typeName } from '../../eval/type-name.ts'
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
  type Position,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, eitherOf, namesOf, restOf, slotOf } from '../../eval/partial.ts'

/** A `{ name, value }` that is to become an attribute, and where it is defined if not by itself. */
type Pair = { readonly slot: Slot; readonly position: Position | null }

/** `{ name, value }`. */
export function nameValuePair(name: Slot, value: Slot): AttrSet {
  return attrSet([
    ['name', name],
    ['value', value],
  ])
}

/**
 * `listToAttrs`: the first of several equal names wins, so after a name that is not known each
 * value may be another.
 */
function fromPairs(machine: Machine, pairs: readonly Pair[], rest: Unknown | null = null): AttrSet {
  machine.spend(pairs.length)
  const attrs = new Map<string, Attr>()
  let open: Unknown | null = null
  for (const { slot, position } of pairs) {
    const pair = machine.force(slot)
    const name = machine.select(pair, 'name')
    if (name instanceof Unknown) open = because(name)
    else if (typeof name !== 'string') {
      return machine.fail('type-error', `an attribute name must be a string, this is a ${typeName(name)}`)
    } else if (!attrs.has(name)) {
      const own = delay((inner) => inner.select(pair, 'value'))
      const value = open === null ? own : eitherOf(open, own, open)
      const written = pair instanceof AttrSet ? (pair.attrs.get('value')?.position ?? null) : null
      attrs.set(name, new Attr(value, position ?? written))
    }
  }
  return new AttrSet(attrs, rest ?? open)
}

function pairOf(fn: Slot, set: AttrSet, name: string): Pair {
  return { slot: delayCall(fn, name, slotOf(set, name)), position: set.attrs.get(name)?.position ?? null }
}

/** `mapAttrs'`: an attribute keeps the position of the one it is made from. */
function mapAttrsPrime(machine: Machine, fn: Slot, set: AttrSet): AttrSet {
  const pairs = sortedNames(set).map((name) => pairOf(fn, set, name))
  const mapped = fromPairs(machine, pairs, restOf(set))
  const perhaps = new AttrSet(set.maybe ?? new Map())
  const { attrs: maybe } = fromPairs(
    machine,
    sortedNames(perhaps).map((name) => pairOf(fn, perhaps, name)),
  )
  const attrs = new Map(
    [...mapped.attrs].map(([name, attr]) => [name, withRivals(attr, maybe.get(name), restOf(set))]),
  )
  return new AttrSet(attrs, mapped.rest, null, maybe.size > 0 ? maybe : null)
}

/** What is made of attributes that are perhaps there, or not known, may have the same name and win. */
function withRivals(attr: Attr, rival: Attr | undefined, rest: Unknown | null): Attr {
  if (rival === undefined && rest === null) return attr
  const reason = rest ?? new Unknown('which of several attributes has this name')
  return new Attr(eitherOf(reason, attr.slot, rival?.slot ?? reason), attr.position)
}

function genAttrs(machine: Machine, names: readonly Slot[], fn: Slot): Value {
  const pairs = names.map((name): Pair => ({
    slot: nameValuePair(name, delayCall(fn, name)),
    position: null,
  }))
  return fromPairs(machine, pairs)
}

/** Picks attributes of a set that is only forced for a value. */
function getAttrs(machine: Machine, names: readonly Slot[], set: Slot): Value {
  const texts = forceStrings(machine, names, 'getAttrs')
  if (texts instanceof Unknown) return texts
  const pick = (name: string): Attr => {
    const known = !(set instanceof AttrSet) ? undefined : set.attrs.get(name)
    return (
      known ??
      new Attr(
        delay((inner) => inner.select(inner.force(set), name)),
        null,
      )
    )
  }
  return new AttrSet(new Map(texts.map((name) => [name, pick(name)])))
}

/** Sets from lists and lists from sets. */
export const pairFunctions: readonly Native[] = [
  native('nameValuePair', 2, (_machine, [name = null, value = null]) => nameValuePair(name, value)),
  strict("mapAttrs'", ['lazy', 'set'], mapAttrsPrime),
  strict('genAttrs', ['list', 'lazy'], genAttrs),
  strict("genAttrs'", ['list', 'lazy'], (machine, items, fn) =>
    fromPairs(
      machine,
      items.map((item) => ({ slot: delayCall(fn, item), position: null })),
    ),
  ),
  strict('getAttrs', ['list', 'lazy'], getAttrs),
  strict('attrVals', ['list', 'lazy'], (_machine, names, set) =>
    names.map((name) =>
      delay((inner) => {
        const text = inner.force(name)
        if (text instanceof Unknown) return because(text)
        return typeof text === 'string'
          ? inner.select(inner.force(set), text)
          : inner.fail('type-error', `an attribute name must be a string, this is a ${typeName(text)}`)
      }),
    ),
  ),
  strict('mapAttrsToList', ['lazy', 'set'], (machine, fn, set) => {
    machine.spend(set.attrs.size)
    const names = namesOf(set)
    return names instanceof Unknown ? names : names.map((name) => delayCall(fn, name, slotOf(set, name)))
  }),
  strict('attrsToList', ['set'], (machine, set) => {
    machine.spend(set.attrs.size)
    const names = namesOf(set)
    return names instanceof Unknown ? names : names.map((name) => nameValuePair(name, slotOf(set, name)))
  }),
]
