import { sortedNames } from '../../eval/builtins/sets.ts'
import { applyAll, forceAll, forceStrings, strict, test } from '../../eval/builtins/strict.ts'
import { updateAttrs } from '../../eval/update-attrs.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, eitherOf, hasName, namesOf, restOf, slotOf } from '../../eval/partial.ts'

/** Whether two values of one name are not merged: the right one stands then. */
type Stop = (machine: Machine, path: readonly string[], left: Slot, right: Slot) => boolean | Unknown

/** `recursiveUpdateUntil`: lays the right over the left, set by set, until `stop` says so. */
function recursiveUpdate(
  machine: Machine,
  stop: Stop,
  left: Value,
  right: Value,
  path: readonly string[],
): Value {
  if (!(right instanceof AttrSet)) return updateAttrs(left, right, machine, null)
  const merged = new Map<string, Attr>(right.attrs)
  for (const [name, attr] of right.attrs) {
    const has = hasName(left, name)
    if (has === false) continue
    const standing = left instanceof AttrSet ? left.attrs.get(name) : undefined
    const other = standing?.slot ?? delay((inner) => inner.select(left, name))
    const slot = delay((inner) => mergeValues(inner, stop, other, attr.slot, [...path, name]))
    const value = has === true ? slot : eitherOf(has, slot, attr.slot)
    merged.set(name, new Attr(value, attr.position ?? standing?.position ?? null))
  }
  return updateAttrs(left, new AttrSet(merged, right.rest, right.derivation, right.maybe), machine, null)
}

function mergeValues(machine: Machine, stop: Stop, left: Slot, right: Slot, path: readonly string[]): Slot {
  const stopped = stop(machine, path, left, right)
  if (stopped === true) return right
  const deeper = delay((inner) => recursiveUpdate(inner, stop, inner.force(left), inner.force(right), path))
  return stopped instanceof Unknown ? eitherOf(stopped, deeper, right) : deeper
}

/** Stops where not both are sets. */
const untilNoSets: Stop = (machine, _path, left, right) => {
  const one = machine.force(left)
  if (!(one instanceof AttrSet) && !(one instanceof Unknown)) return true
  const other = machine.force(right)
  if (!(other instanceof AttrSet) && !(other instanceof Unknown)) return true
  if (one instanceof Unknown) return because(one)
  return other instanceof Unknown ? because(other) : false
}

function foldAttrs(machine: Machine, fn: Slot, start: Slot, list: readonly Slot[]): Value {
  const sets = forceAll(machine, list)
  if (sets instanceof Unknown) return sets
  const folded = new Map<string, Slot>()
  for (const set of [...sets].reverse()) {
    if (!(set instanceof AttrSet)) {
      return machine.fail('type-error', `foldAttrs expects sets, this is a ${typeName(set)}`)
    }
    const names = namesOf(set)
    if (names instanceof Unknown) return names
    for (const name of names) folded.set(name, delayCall(fn, slotOf(set, name), folded.get(name) ?? start))
  }
  return attrSet(folded)
}

/** All combinations of one item of each list, the last name changing fastest. */
function cartesianProduct(machine: Machine, set: AttrSet): readonly AttrSet[] | Unknown {
  const names = namesOf(set)
  if (names instanceof Unknown) return names
  let rows: [string, Slot][][] = [[]]
  for (const name of names) {
    const values = machine.force(slotOf(set, name))
    if (values instanceof Unknown) return because(values)
    if (!isList(values)) {
      return machine.fail('type-error', `cartesianProduct expects lists, this is a ${typeName(values)}`)
    }
    machine.spend(rows.length * values.length)
    rows = rows.flatMap((row) => values.map((value): [string, Slot][] => [...row, [name, value]]))
  }
  return rows.map(attrSet)
}

function mergeAll(machine: Machine, sets: Iterable<Slot>): Value {
  let merged: Value = new AttrSet(new Map())
  for (const set of sets) merged = updateAttrs(merged, machine.force(set), machine, null)
  return merged
}

function unionOfDisjoint(machine: Machine, left: Value, right: Value): Value {
  const union = updateAttrs(left, right, machine, null)
  if (!(left instanceof AttrSet) || !(right instanceof AttrSet) || !(union instanceof AttrSet)) return union
  const attrs = new Map(union.attrs)
  for (const name of left.attrs.keys()) {
    if (!right.attrs.has(name)) continue
    const collision = delay((inner) => inner.fail('throw', `unionOfDisjoint: collision on ${name}`))
    attrs.set(name, new Attr(collision, null))
  }
  return new AttrSet(attrs, union.rest, null, union.maybe)
}

function zipAttrsWithNames(machine: Machine, names: readonly Slot[], fn: Slot, sets: readonly Slot[]): Value {
  const texts = forceStrings(machine, names, 'zipAttrsWithNames')
  if (texts instanceof Unknown) return texts
  return attrSet(
    texts.map((name): [string, Slot] => [
      name,
      delayCall(
        fn,
        name,
        delay((inner) => valuesOf(inner, name, sets)),
      ),
    ]),
  )
}

/** `catAttrs`. */
function valuesOf(machine: Machine, name: string, sets: readonly Slot[]): Value {
  const values: Slot[] = []
  for (const slot of sets) {
    const set = machine.force(slot)
    const has = hasName(set, name)
    if (has instanceof Unknown) return has
    if (has && set instanceof AttrSet) values.push(slotOf(set, name))
  }
  return values
}

function overrideExisting(old: AttrSet, update: Slot): AttrSet {
  const attrs = [...old.attrs].map(([name, attr]): [string, Attr] => {
    const slot = delay((machine) => {
      const set = machine.force(update)
      const has = hasName(set, name)
      if (has === false) return attr.slot
      const other = delay((inner) => inner.select(set, name))
      return has === true ? other : eitherOf(has, other, attr.slot)
    })
    return [name, new Attr(slot, attr.position)]
  })
  return new AttrSet(new Map(attrs), old.rest, null, old.maybe)
}

/** Merging, zipping and folding sets. */
export const mergeFunctions: readonly Native[] = [
  strict('recursiveUpdate', ['lazy', 'lazy'], (machine, left, right) =>
    recursiveUpdate(machine, untilNoSets, machine.force(left), machine.force(right), []),
  ),
  strict('recursiveUpdateUntil', ['lazy', 'lazy', 'lazy'], (machine, predicate, left, right) => {
    const stop: Stop = (inner, path, one, other) => test(inner, inner.force(predicate), path, one, other)
    return recursiveUpdate(machine, stop, machine.force(left), machine.force(right), [])
  }),
  strict('foldlAttrs', ['lazy', 'lazy', 'set'], (machine, fn, start, set) => {
    const names = namesOf(set)
    if (names instanceof Unknown) return names
    return names.reduce<Value>(
      (result, name) => applyAll(machine, machine.force(fn), result, name, slotOf(set, name)),
      machine.force(start),
    )
  }),
  strict('foldAttrs', ['lazy', 'lazy', 'list'], foldAttrs),
  strict('concatMapAttrs', ['lazy', 'set'], (machine, fn, set) => {
    const merged = mergeAll(
      machine,
      sortedNames(set).map((name) => delayCall(fn, name, slotOf(set, name))),
    )
    const open = restOf(set)
    return open === null ? merged : updateAttrs(merged, open, machine, null)
  }),
  strict('mergeAttrsList', ['list'], mergeAll),
  strict('zipAttrs', ['list'], (machine, sets) => zipAttrs(machine, sets)),
  strict('zipAttrsWithNames', ['list', 'lazy', 'list'], zipAttrsWithNames),
  strict('cartesianProduct', ['set'], cartesianProduct),
  strict('mapCartesianProduct', ['lazy', 'set'], (machine, fn, set) => {
    const rows = cartesianProduct(machine, set)
    return rows instanceof Unknown ? rows : rows.map((row) => delayCall(fn, row))
  }),
  strict('overrideExisting', ['set', 'lazy'], (_machine, old, update) => overrideExisting(old, update)),
  native('unionOfDisjoint', 2, (machine, [left = null, right = null]) =>
    unionOfDisjoint(machine, machine.force(left), machine.force(right)),
  ),
]

function zipAttrs(machine: Machine, list: readonly Slot[]): Value {
  const sets = forceAll(machine, list)
  if (sets instanceof Unknown) return sets
  const groups = new Map<string, Slot[]>()
  for (const set of sets) {
    if (!(set instanceof AttrSet)) {
      return machine.fail('type-error', `zipAttrs expects sets, this is a ${typeName(set)}`)
    }
    const names = namesOf(set)
    if (names instanceof Unknown) return names
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), slotOf(set, name)])
  }
  return attrSet(groups)
}
