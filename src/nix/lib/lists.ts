import { compareValues, equalValues } from '../eval/compare.ts'
import { applyAll, forceStrings, strict, test } from '../eval/builtins/strict.ts'
import {
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

function optional(wrap: (value: Slot, machine: Machine) => Value): Native['run'] {
  return (machine, [condition = null, value = null]) => {
    const forced = machine.force(condition)
    if (forced instanceof Unknown)
      return new Unknown(forced.reason, null, [delay((inner) => wrap(value, inner)), []])
    if (typeof forced !== 'boolean')
      return machine.fail('type-error', `expected a bool, this is a ${typeName(forced)}`)
    return forced ? wrap(value, machine) : []
  }
}

/** The items for which `pick` of those equal so far is right; unknown where equality is. */
function uniqueItems(machine: Machine, list: readonly Slot[]): Value {
  const kept: Value[] = []
  for (const slot of list) {
    const value = machine.force(slot)
    let known = false
    for (const other of kept) {
      const equal = equalValues(value, other, machine)
      if (equal instanceof Unknown) return equal
      if (equal) {
        known = true
        break
      }
    }
    if (!known) kept.push(value)
  }
  return kept
}

function flatten(machine: Machine, value: Slot, result: Slot[]): Unknown | null {
  const forced = machine.force(value)
  if (forced instanceof Unknown) return forced
  if (!isList(forced)) {
    result.push(forced)
    return null
  }
  machine.spend(forced.length)
  for (const item of forced) {
    const unknown = flatten(machine, item, result)
    if (unknown !== null) return unknown
  }
  return null
}

function findFirst(machine: Machine, predicate: Value, otherwise: Slot, list: readonly Slot[]): Value {
  for (const item of list) {
    const answer = test(machine, predicate, item)
    if (answer instanceof Unknown) return answer
    if (answer) return machine.force(item)
  }
  return machine.force(otherwise)
}

function foldr(machine: Machine, fn: Value, start: Slot, list: readonly Slot[]): Value {
  let result: Slot = start
  for (const item of [...list].reverse()) {
    const rest = result
    result = delay((inner) => applyAll(inner, fn, item, rest))
  }
  return machine.force(result)
}

function subtract(machine: Machine, remove: readonly Slot[], list: readonly Slot[], keep: boolean): Value {
  const result: Slot[] = []
  for (const item of list) {
    const value = machine.force(item)
    let found = false
    for (const other of remove) {
      const equal = equalValues(value, machine.force(other), machine)
      if (equal instanceof Unknown) return equal
      found ||= equal
    }
    if (found === keep) result.push(item)
  }
  return result
}

function sortOn(machine: Machine, key: Value, list: readonly Slot[]): Value {
  const keyed = list.map((item) => ({ item, key: machine.apply(key, item) }))
  const unknown = keyed.map((entry) => entry.key).find((value) => value instanceof Unknown)
  if (unknown instanceof Unknown) return new Unknown(unknown.reason)
  return keyed
    .sort((one, other) => {
      const order = compareValues(one.key, other.key, machine, null)
      return order instanceof Unknown ? 0 : order
    })
    .map((entry) => entry.item)
}

function toInt(value: bigint): number {
  return Number(value)
}

/** `lib.lists`. */
export const listFunctions: readonly Native[] = [
  native('singleton', 1, (_machine, [value = null]) => [value]),
  native(
    'optional',
    2,
    optional((value) => [value]),
  ),
  native(
    'optionals',
    2,
    optional((value, machine) => machine.force(value)),
  ),
  native('toList', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    return isList(value) || value instanceof Unknown ? value : [value]
  }),
  native('flatten', 1, (machine, [value = null]) => {
    const result: Slot[] = []
    return flatten(machine, value, result) ?? result
  }),
  strict('foldr', ['function', 'lazy', 'list'], foldr),
  strict('fold', ['function', 'lazy', 'list'], foldr),
  strict('foldl', ['function', 'lazy', 'list'], (machine, fn, start, list) =>
    machine.force(
      list.reduce<Slot>((result, item) => delay((inner) => applyAll(inner, fn, result, item)), start),
    ),
  ),
  strict('forEach', ['list', 'lazy'], (_machine, list, fn) =>
    list.map((item) => delay((inner) => inner.apply(inner.force(fn), item))),
  ),
  strict('imap0', ['lazy', 'list'], (_machine, fn, list) => indexed(fn, list, 0)),
  strict('imap1', ['lazy', 'list'], (_machine, fn, list) => indexed(fn, list, 1)),
  strict('range', ['int', 'int'], (machine, first, last) => {
    const length = last < first ? 0 : toInt(last - first) + 1
    machine.spend(length)
    return Array.from({ length }, (_, index) => first + BigInt(index))
  }),
  strict('replicate', ['int', 'lazy'], (machine, length, value) => {
    machine.spend(toInt(length))
    return Array.from({ length: toInt(length) }, () => value)
  }),
  strict('reverseList', ['list'], (_machine, list) => [...list].reverse()),
  strict('last', ['list'], (machine, list) => {
    const slot = list.at(-1)
    return slot === undefined
      ? machine.fail('throw', 'lists.last: list must not be empty!')
      : machine.force(slot)
  }),
  strict('init', ['list'], (machine, list) =>
    list.length === 0 ? machine.fail('throw', 'lists.init: list must not be empty!') : list.slice(0, -1),
  ),
  strict('take', ['int', 'list'], (_machine, count, list) => list.slice(0, Math.max(0, toInt(count)))),
  strict('drop', ['int', 'list'], (_machine, count, list) => list.slice(Math.max(0, toInt(count)))),
  strict('sublist', ['int', 'int', 'list'], (_machine, start, count, list) =>
    list.slice(toInt(start), toInt(start) + toInt(count)),
  ),
  strict('unique', ['list'], uniqueItems),
  strict('allUnique', ['list'], (machine, list) => {
    const result = uniqueItems(machine, list)
    return isList(result) ? result.length === list.length : result
  }),
  strict('remove', ['lazy', 'list'], (machine, value, list) => subtract(machine, [value], list, false)),
  strict('subtractLists', ['list', 'list'], (machine, remove, list) =>
    subtract(machine, remove, list, false),
  ),
  strict('intersectLists', ['list', 'list'], (machine, keep, list) => subtract(machine, keep, list, true)),
  strict('mutuallyExclusive', ['list', 'list'], (machine, left, right) => {
    const common = subtract(machine, left, right, true)
    return isList(common) ? common.length === 0 : common
  }),
  strict('findFirst', ['function', 'lazy', 'list'], findFirst),
  strict('findSingle', ['function', 'lazy', 'lazy', 'list'], (machine, predicate, none, many, list) => {
    const found: Slot[] = []
    for (const item of list) {
      const answer = test(machine, predicate, item)
      if (answer instanceof Unknown) return answer
      if (answer) found.push(item)
    }
    return machine.force(found.length === 0 ? none : found.length === 1 ? (found[0] ?? null) : many)
  }),
  strict('count', ['function', 'list'], (machine, predicate, list) => {
    let count = 0n
    for (const item of list) {
      const answer = test(machine, predicate, item)
      if (answer instanceof Unknown) return answer
      if (answer) count++
    }
    return count
  }),
  strict('zipLists', ['list', 'list'], (_machine, left, right) =>
    zip(left, right, (fst, snd) =>
      attrSet([
        ['fst', fst],
        ['snd', snd],
      ]),
    ),
  ),
  strict('zipListsWith', ['lazy', 'list', 'list'], (_machine, fn, left, right) =>
    zip(left, right, (one, other) => delay((inner) => applyAll(inner, inner.force(fn), one, other))),
  ),
  strict('crossLists', ['lazy', 'list'], () => new Unknown('crossLists is not evaluated')),
  strict('sortOn', ['function', 'list'], sortOn),
  strict('naturalSort', ['list'], () => new Unknown('naturalSort is not evaluated')),
  strict('elemIndex', ['lazy', 'list'], () => new Unknown('elemIndex is not evaluated')),
  strict('compareLists', ['function', 'list', 'list'], () => new Unknown('compareLists is not evaluated')),
  strict(
    "groupBy'",
    ['function', 'lazy', 'function', 'list'],
    () => new Unknown("groupBy' is not evaluated"),
  ),
  strict('concatLines', ['list'], (machine, list) => {
    const lines = forceStrings(machine, list, 'concatLines')
    return lines instanceof Unknown ? lines : lines.map((line) => `${line}\n`).join('')
  }),
]

function indexed(fn: Slot, list: readonly Slot[], start: number): Slot[] {
  return list.map((item, index) =>
    delay((inner) => applyAll(inner, inner.force(fn), BigInt(index + start), item)),
  )
}

function zip(left: readonly Slot[], right: readonly Slot[], join: (one: Slot, other: Slot) => Slot): Slot[] {
  return left.slice(0, right.length).map((item, index) => join(item, right[index] ?? null))
}
