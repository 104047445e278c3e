import { applyAll, strict } from '../../eval/builtins/strict.ts'
import { booleanOf } from '../../eval/operators.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  Native,
  Unknown,
  attrSet,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, namesOf, slotOf } from '../../eval/partial.ts'

/** `[ item ]` or nothing; either where the condition is not known. */
function optional(machine: Machine, condition: Slot, list: Slot): Slot {
  const answer = booleanOf(machine.force(condition), machine, null)
  if (answer instanceof Unknown) return new Unknown(answer.reason, null, [list, []])
  return answer ? list : []
}

function flatten(machine: Machine, slot: Slot, found: Slot[]): Unknown | null {
  const value = machine.force(slot)
  machine.spend(1)
  if (value instanceof Unknown) return value
  if (!isList(value)) {
    found.push(value)
    return null
  }
  for (const item of value) {
    const unknown = flatten(machine, item, found)
    if (unknown !== null) return unknown
  }
  return null
}

function indexed(machine: Machine, fn: Slot, list: readonly Slot[], start: number): Slot[] {
  machine.spend(list.length)
  return list.map((item, index) => delayCall(fn, BigInt(index + start), item))
}

function zip(left: readonly Slot[], right: readonly Slot[], join: (one: Slot, other: Slot) => Slot): Slot[] {
  return left.slice(0, right.length).map((item, index) => join(item, right[index] ?? null))
}

/** A list of a length that a hostile number may have made too long. */
function repeat(machine: Machine, length: bigint, make: (index: number) => Slot): Slot[] {
  if (length < 0n) machine.fail('invalid-value', `cannot create a list of ${length.toString()} elements`)
  const count = length > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(length)
  machine.spend(count)
  machine.allocate(count)
  return Array.from({ length: count }, (_, index) => make(index))
}

function range(machine: Machine, first: bigint, last: bigint): Slot[] {
  return first > last ? [] : repeat(machine, last - first + 1n, (index) => first + BigInt(index))
}

/** `foldr`: lazy in what is folded so far, as the function is. */
function foldRight(machine: Machine, fn: Slot, start: Slot, list: readonly Slot[]): Slot {
  machine.spend(list.length)
  return list.reduceRight<Slot>((rest, item) => delayCall(fn, item, rest), start)
}

function foldLeft(machine: Machine, fn: Slot, start: Slot, list: readonly Slot[]): Slot {
  machine.spend(list.length)
  return list.reduce<Slot>((rest, item) => delayCall(fn, rest, item), start)
}

function crossLists(machine: Machine, fn: Slot, lists: readonly Slot[]): Slot {
  let calls: Slot[] = [fn]
  for (const slot of lists) {
    const list = machine.force(slot)
    if (list instanceof Unknown) return because(list)
    if (!isList(list))
      return machine.fail('type-error', `crossLists expects lists, this is a ${typeName(list)}`)
    machine.spend(calls.length * list.length)
    calls = calls.flatMap((call) => list.map((item) => delayCall(call, item)))
  }
  return calls
}

function concatAll(machine: Machine, slots: readonly Slot[]): Value {
  const items: Slot[] = []
  for (const slot of slots) {
    const list = machine.force(slot)
    if (list instanceof Unknown) return because(list)
    if (!isList(list)) return machine.fail('type-error', `expected a list, this is a ${typeName(list)}`)
    machine.spend(list.length)
    for (const item of list) items.push(item)
  }
  return items
}

/** Lists from values, and values from lists. */
export const listBuilders: readonly Native[] = [
  native('singleton', 1, (_machine, [item = null]) => [item]),
  native('toList', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof Unknown) return because(value)
    return isList(value) ? value : [value]
  }),
  native('optional', 2, (machine, [condition = null, item = null]) => optional(machine, condition, [item])),
  native('optionals', 2, (machine, [condition = null, list = null]) => optional(machine, condition, list)),
  native('flatten', 1, (machine, [slot = null]) => {
    const found: Slot[] = []
    const unknown = flatten(machine, slot, found)
    return unknown === null ? found : because(unknown)
  }),
  strict('range', ['int', 'int'], range),
  strict('replicate', ['int', 'lazy'], (machine, count, item) => repeat(machine, count, () => item)),
  strict('forEach', ['list', 'lazy'], (machine, list, fn) => {
    machine.spend(list.length)
    return list.map((item) => delayCall(fn, item))
  }),
  strict('imap0', ['lazy', 'list'], (machine, fn, list) => indexed(machine, fn, list, 0)),
  strict('imap1', ['lazy', 'list'], (machine, fn, list) => indexed(machine, fn, list, 1)),
  strict('foldr', ['lazy', 'lazy', 'list'], foldRight),
  strict('fold', ['lazy', 'lazy', 'list'], foldRight),
  strict('foldl', ['lazy', 'lazy', 'list'], foldLeft),
  strict("foldl'", ['lazy', 'lazy', 'list'], (machine, fn, start, list) =>
    list.reduce<Value>(
      (result, item) => applyAll(machine, machine.force(fn), result, item),
      machine.force(start),
    ),
  ),
  strict('zipLists', ['list', 'list'], (_machine, left, right) =>
    zip(left, right, (fst, snd) =>
      attrSet([
        ['fst', fst],
        ['snd', snd],
      ]),
    ),
  ),
  strict('zipListsWith', ['lazy', 'list', 'list'], (_machine, fn, left, right) =>
    zip(left, right, (one, other) => delayCall(fn, one, other)),
  ),
  strict('crossLists', ['lazy', 'list'], crossLists),
  strict('reverseList', ['list'], (machine, list) => {
    machine.spend(list.length)
    return list.toReversed()
  }),
  strict('concatAttrValues', ['set'], (machine, set) => {
    const names = namesOf(set)
    if (names instanceof Unknown) return names
    return concatAll(
      machine,
      names.map((name) => slotOf(set, name)),
    )
  }),
  strict('replaceElemAt', ['list', 'int', 'lazy'], (machine, list, index, item) =>
    index >= 0n && index < BigInt(list.length)
      ? list.with(Number(index), item)
      : machine.fail(
          'throw',
          `'lists.replaceElemAt' called with index ${index} on a list of size ${list.length}`,
        ),
  ),
]
