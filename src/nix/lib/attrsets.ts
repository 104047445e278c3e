import { compareText } from '../eval/compare.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import { applyAll, forceAll, forceStrings, strict, test } from '../eval/builtins/strict.ts'
import { sortedNames } from '../eval/builtins/sets.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  typeName,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'

function unknownRest(set: AttrSet): Unknown | null {
  return set.rest === null ? null : new Unknown(set.rest.reason)
}

/** Keeps what a predicate keeps; an attribute it cannot judge is only perhaps there. */
function filterAttrs(machine: Machine, predicate: Value, set: AttrSet): AttrSet {
  machine.spend(set.attrs.size)
  const kept = new Map<string, Attr>()
  const maybe = new Map<string, Attr>(set.maybe ?? [])
  let rest = unknownRest(set)
  for (const [name, attr] of set.attrs) {
    const answer = test(machine, predicate, name, attr.slot)
    if (answer === true) kept.set(name, attr)
    else if (answer instanceof Unknown) {
      maybe.set(name, attr)
      rest ??= new Unknown(answer.reason)
    }
  }
  return new AttrSet(kept, rest, null, maybe.size > 0 ? maybe : null)
}

/** `{ name, value }` of each attribute; the later name wins where the earlier does in `listToAttrs`. */
function mapAttrsPrime(machine: Machine, fn: Slot, set: AttrSet): Value {
  const convert = (
    attrs: ReadonlyMap<string, Attr>,
  ): { named: Map<string, Attr>; unknown: Unknown | null } => {
    const named = new Map<string, Attr>()
    let unknown: Unknown | null = null
    for (const name of [...attrs.keys()].sort(compareText)) {
      const attr = attrs.get(name)
      if (attr === undefined) continue
      const pair = applyAll(machine, machine.force(fn), name, attr.slot)
      const key = machine.select(pair, 'name')
      if (key instanceof Unknown) unknown = key
      else if (typeof key !== 'string') {
        machine.fail('type-error', `an attribute name must be a string, this is a ${typeName(key)}`)
      } else if (!named.has(key)) {
        named.set(
          key,
          new Attr(
            delay((inner) => inner.select(pair, 'value')),
            attr.position,
          ),
        )
      }
    }
    return { named, unknown }
  }
  const all = convert(set.attrs)
  const perhaps = set.maybe === null ? null : convert(set.maybe).named
  const rest = unknownRest(set) ?? (all.unknown === null ? null : new Unknown(all.unknown.reason))
  return new AttrSet(all.named, rest, null, perhaps)
}

function concatMapAttrs(machine: Machine, fn: Value, set: AttrSet): Value {
  let result: Value = new AttrSet(new Map(), unknownRest(set))
  for (const name of sortedNames(set)) {
    result = updateAttrs(
      result,
      applyAll(machine, fn, name, set.attrs.get(name)?.slot ?? null),
      machine,
      null,
    )
  }
  return result
}

/** `a.b.c` of a list of names; `otherwise` where it is not there. */
function attrByPath(machine: Machine, path: readonly Slot[], otherwise: Slot | null, set: Value): Value {
  let value = set
  for (const slot of path) {
    const name = machine.force(slot)
    if (name instanceof Unknown || value instanceof Unknown) {
      return new Unknown(value instanceof Unknown ? value.reason : '')
    }
    const attr = value instanceof AttrSet && typeof name === 'string' ? value.attrs.get(name) : undefined
    if (attr !== undefined) value = machine.force(attr.slot)
    else if (value instanceof AttrSet && value.rest !== null) return new Unknown(value.rest.reason)
    else if (otherwise !== null) return machine.force(otherwise)
    else
      return machine.fail(
        'missing-attribute',
        `cannot find attribute '${typeof name === 'string' ? name : typeName(name)}'`,
      )
  }
  return value
}

function hasAttrByPath(machine: Machine, path: readonly Slot[], set: Value): Value {
  const missing = new AttrSet(new Map())
  const found = attrByPath(machine, path, missing, set)
  return found instanceof Unknown ? found : found !== missing
}

function setAttrByPath(path: readonly Slot[], index: number, value: Slot): Slot {
  const name = path[index]
  if (name === undefined) return value
  return delay((machine) => {
    const key = machine.force(name)
    if (typeof key !== 'string') return new Unknown(key instanceof Unknown ? key.reason : 'an attribute name')
    return attrSet([[key, setAttrByPath(path, index + 1, value)]])
  })
}

/** Sets are merged deeply, anything else is replaced, until `stop` says so. */
function recursiveUpdate(
  machine: Machine,
  left: Value,
  right: Value,
  stop: (path: readonly string[], l: Slot, r: Slot) => boolean | Unknown,
  path: readonly string[] = [],
): Value {
  if (!(left instanceof AttrSet) || !(right instanceof AttrSet))
    return updateAttrs(left, right, machine, null)
  machine.spend(left.attrs.size + right.attrs.size)
  const merged = new Map(right.attrs)
  for (const [name, attr] of right.attrs) {
    const standing = left.attrs.get(name)
    if (standing === undefined) continue
    const deeper = delay((inner) => {
      const here = [...path, name]
      const one = inner.force(standing.slot)
      const other = inner.force(attr.slot)
      const stopped = stop(here, one, other)
      if (stopped instanceof Unknown) return new Unknown(stopped.reason, null, [one, other])
      return !stopped && one instanceof AttrSet && other instanceof AttrSet
        ? recursiveUpdate(inner, one, other, stop, here)
        : other
    })
    merged.set(name, new Attr(deeper, attr.position ?? standing.position))
  }
  return updateAttrs(left, new AttrSet(merged, right.rest, right.derivation, right.maybe), machine, null)
}

function mapRecursive(
  machine: Machine,
  descend: (set: AttrSet) => boolean | Unknown,
  fn: Value,
  set: AttrSet,
  path: readonly Slot[],
): Value {
  const attrs = new Map<string, Attr>()
  for (const [name, attr] of set.attrs) {
    const here = [...path, name]
    const slot = delay((inner) => {
      const value = inner.force(attr.slot)
      if (value instanceof AttrSet) {
        const deeper = descend(value)
        if (deeper instanceof Unknown) return new Unknown(deeper.reason)
        if (deeper) return mapRecursive(inner, descend, fn, value, here)
      }
      return applyAll(inner, fn, here, value)
    })
    attrs.set(name, new Attr(slot, attr.position))
  }
  return new AttrSet(attrs, unknownRest(set))
}

/** Whether a value is a derivation, as `lib.isDerivation` tells it: by its `type`. */
export function isDerivationValue(machine: Machine, value: Value): boolean | Unknown {
  if (value instanceof Unknown) return new Unknown(value.reason)
  if (!(value instanceof AttrSet)) return false
  const type = value.attrs.get('type')
  if (type === undefined) return value.rest === null ? false : new Unknown(value.rest.reason)
  const text = machine.force(type.slot)
  return text instanceof Unknown ? text : text === 'derivation'
}

function collect(machine: Machine, predicate: Value, value: Slot, found: Slot[]): Unknown | null {
  const forced = machine.force(value)
  const answer = test(machine, predicate, forced)
  if (answer instanceof Unknown) return answer
  if (answer) found.push(forced)
  else if (forced instanceof AttrSet) {
    if (forced.rest !== null) return forced.rest
    for (const name of sortedNames(forced)) {
      const unknown = collect(machine, predicate, forced.attrs.get(name)?.slot ?? null, found)
      if (unknown !== null) return unknown
    }
  }
  return null
}

function optionalAttrs(machine: Machine, condition: Slot, set: Slot): Value {
  const value = machine.force(condition)
  if (value instanceof Unknown) return new Unknown(value.reason, null, [set, new AttrSet(new Map())])
  if (typeof value !== 'boolean')
    return machine.fail('type-error', `optionalAttrs expects a bool, this is a ${typeName(value)}`)
  return value ? machine.force(set) : new AttrSet(new Map())
}

/** `lib.attrsets`. */
export const attrsetFunctions: readonly Native[] = [
  strict('attrByPath', ['list', 'lazy', 'any'], (machine, path, otherwise, set) =>
    attrByPath(machine, path, otherwise, set),
  ),
  strict('getAttrFromPath', ['list', 'any'], (machine, path, set) => attrByPath(machine, path, null, set)),
  strict('hasAttrByPath', ['list', 'any'], hasAttrByPath),
  strict('setAttrByPath', ['list', 'lazy'], (machine, path, value) =>
    machine.force(setAttrByPath(path, 0, value)),
  ),
  strict('attrVals', ['list', 'set'], (machine, names, set) => {
    const texts = forceStrings(machine, names, 'attrVals')
    return texts instanceof Unknown ? texts : texts.map((name) => delay((inner) => inner.select(set, name)))
  }),
  strict('getAttrs', ['list', 'set'], (machine, names, set) => {
    const texts = forceStrings(machine, names, 'getAttrs')
    if (texts instanceof Unknown) return texts
    return new AttrSet(
      new Map(
        texts.map((name) => [
          name,
          set.attrs.get(name) ??
            new Attr(
              delay((inner) => inner.select(set, name)),
              null,
            ),
        ]),
      ),
    )
  }),
  strict('filterAttrs', ['function', 'set'], filterAttrs),
  strict("mapAttrs'", ['lazy', 'set'], mapAttrsPrime),
  strict('concatMapAttrs', ['function', 'set'], concatMapAttrs),
  strict('mapAttrsToList', ['lazy', 'set'], (machine, fn, set) => {
    machine.spend(set.attrs.size)
    if (set.rest !== null) return new Unknown(set.rest.reason)
    return sortedNames(set).map((name) =>
      delay((inner) => applyAll(inner, inner.force(fn), name, set.attrs.get(name)?.slot ?? null)),
    )
  }),
  strict('attrsToList', ['set'], (_machine, set) => {
    if (set.rest !== null) return new Unknown(set.rest.reason)
    return sortedNames(set).map((name) => nameValuePair(name, set.attrs.get(name)?.slot ?? null))
  }),
  native('nameValuePair', 2, (_machine, [name = null, value = null]) => nameValuePair(name, value)),
  strict('genAttrs', ['list', 'lazy'], (machine, names, fn) => {
    const texts = forceStrings(machine, names, 'genAttrs')
    if (texts instanceof Unknown) return texts
    return attrSet(
      texts.map((name): [string, Slot] => [name, delay((inner) => inner.apply(inner.force(fn), name))]),
    )
  }),
  strict("genAttrs'", ['list', 'lazy'], (machine, items, fn) => {
    const pairs = items.map((item) => delay((inner) => inner.apply(inner.force(fn), item)))
    return mapAttrsPrime(
      machine,
      native('pair', 2, (inner, [, pair = null]) => inner.force(pair)),
      attrSet(pairs.map((pair, index): [string, Slot] => [String(index).padStart(9, '0'), pair])),
    )
  }),
  native('optionalAttrs', 2, (machine, [condition = null, set = null]) =>
    optionalAttrs(machine, condition, set),
  ),
  strict('recursiveUpdate', ['set', 'set'], (machine, left, right) =>
    recursiveUpdate(machine, left, right, () => false),
  ),
  strict('recursiveUpdateUntil', ['function', 'set', 'set'], (machine, stop, left, right) =>
    recursiveUpdate(machine, left, right, (path, one, other) => test(machine, stop, path, one, other)),
  ),
  strict('mapAttrsRecursive', ['function', 'set'], (machine, fn, set) =>
    mapRecursive(machine, () => true, fn, set, []),
  ),
  strict('mapAttrsRecursiveCond', ['function', 'function', 'set'], (machine, condition, fn, set) =>
    mapRecursive(machine, (inner) => test(machine, condition, inner), fn, set, []),
  ),
  strict('foldlAttrs', ['function', 'lazy', 'set'], (machine, fn, start, set) => {
    if (set.rest !== null) return new Unknown(set.rest.reason)
    let result: Slot = start
    for (const name of sortedNames(set))
      result = applyAll(machine, fn, result, name, set.attrs.get(name)?.slot ?? null)
    return machine.force(result)
  }),
  strict('foldAttrs', ['function', 'lazy', 'list'], (machine, fn, start, sets) => {
    const groups = new Map<string, Slot>()
    const values = forceAll(machine, sets)
    if (values instanceof Unknown) return values
    for (const set of [...values].reverse()) {
      if (!(set instanceof AttrSet))
        return machine.fail('type-error', `foldAttrs expects sets, this is a ${typeName(set)}`)
      if (set.rest !== null) return new Unknown(set.rest.reason)
      for (const name of sortedNames(set)) {
        const slot = set.attrs.get(name)?.slot ?? null
        const rest = groups.get(name) ?? start
        groups.set(
          name,
          delay((inner) => applyAll(inner, fn, slot, rest)),
        )
      }
    }
    return attrSet(groups)
  }),
  strict('collect', ['function', 'lazy'], (machine, predicate, value) => {
    const found: Slot[] = []
    return collect(machine, predicate, value, found) ?? found
  }),
  strict('mergeAttrsList', ['list'], (machine, sets) =>
    sets.reduce<Value>(
      (merged, set) => updateAttrs(merged, machine.force(set), machine, null),
      new AttrSet(new Map()),
    ),
  ),
  strict('zipAttrs', ['list'], (machine, sets) => {
    const groups = new Map<string, Slot[]>()
    for (const item of sets) {
      const set = machine.force(item)
      if (!(set instanceof AttrSet) || set.rest !== null) return new Unknown('the sets of zipAttrs')
      for (const [name, attr] of set.attrs) groups.set(name, [...(groups.get(name) ?? []), attr.slot])
    }
    return attrSet(groups)
  }),
  native('isDerivation', 1, (machine, [value = null]) => isDerivationValue(machine, machine.force(value))),
  native('toDerivation', 1, () => new Unknown('a derivation made of a store path')),
  native('recurseIntoAttrs', 1, (machine, [set = null]) => withRecurse(machine, set, true)),
  native('dontRecurseIntoAttrs', 1, (machine, [set = null]) => withRecurse(machine, set, false)),
  native('getOutput', 2, () => new Unknown('an output of a derivation')),
  native('getBin', 1, () => new Unknown('an output of a derivation')),
  native('getLib', 1, () => new Unknown('an output of a derivation')),
  native('getDev', 1, () => new Unknown('an output of a derivation')),
  native('getMan', 1, () => new Unknown('an output of a derivation')),
  strict('cartesianProduct', ['set'], (machine, set) => {
    if (set.rest !== null) return new Unknown(set.rest.reason)
    let rows: [string, Slot][][] = [[]]
    for (const name of sortedNames(set)) {
      const values = machine.force(set.attrs.get(name)?.slot ?? null)
      if (!isList(values)) return new Unknown('the lists of a product')
      machine.spend(rows.length * values.length)
      rows = rows.flatMap((row) => values.map((value): [string, Slot][] => [...row, [name, value]]))
    }
    return rows.map((row) => attrSet(row))
  }),
]

function withRecurse(machine: Machine, set: Slot, recurse: boolean): Value {
  return updateAttrs(machine.force(set), attrSet([['recurseForDerivations', recurse]]), machine, null)
}

/** `{ name, value }`. */
export function nameValuePair(name: Slot, value: Slot): AttrSet {
  return attrSet([
    ['name', name],
    ['value', value],
  ])
}

/** Whether a value can be called. */
export function isCallable(value: Value): boolean {
  return (
    value instanceof Lambda ||
    value instanceof Native ||
    (value instanceof AttrSet && value.attrs.has('__functor'))
  )
}
