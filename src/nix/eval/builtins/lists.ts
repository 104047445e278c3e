import { compareValues, equalValues } from '../compare.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  typeName,
  type Machine,
  type Native,
  type Slot,
  type Value,
} from '../value.ts'
import { applyAll, forceStrings, strict, test } from './strict.ts'

/** Lists. */
export const listBuiltins: readonly Native[] = [
  strict('length', ['list'], (_machine, list) => BigInt(list.length)),
  strict('head', ['list'], (machine, list) => at(machine, list, 0n)),
  strict('tail', ['list'], (machine, list) => {
    if (list.length === 0) machine.fail('invalid-value', "'tail' called on an empty list")
    machine.spend(list.length)
    return list.slice(1)
  }),
  strict('elemAt', ['list', 'int'], at),
  strict('map', ['lazy', 'list'], (machine, fn, list) => {
    machine.spend(list.length)
    return list.map((item) => delay((inner) => inner.apply(inner.force(fn), item)))
  }),
  strict('filter', ['function', 'list'], (machine, fn, list) => {
    const kept: Slot[] = []
    for (const item of list) {
      const keep = test(machine, fn, item)
      if (keep instanceof Unknown) return new Unknown(keep.reason)
      if (keep) kept.push(item)
    }
    return kept
  }),
  strict('elem', ['lazy', 'list'], (machine, wanted, list) => {
    let unknown: Unknown | null = null
    for (const item of list) {
      const equal = equalValues(machine.force(wanted), machine.force(item), machine)
      if (equal === true) return true
      if (equal instanceof Unknown) unknown = equal
    }
    return unknown ?? false
  }),
  strict('concatLists', ['list'], (machine, lists) => concatAll(machine, lists)),
  strict('concatMap', ['function', 'list'], (machine, fn, list) =>
    concatAll(
      machine,
      list.map((item) => delay((inner) => inner.apply(fn, item))),
    ),
  ),
  strict("foldl'", ['function', 'lazy', 'list'], (machine, fn, start, list) => {
    let result: Slot = start
    for (const item of list) result = applyAll(machine, fn, result, item)
    return machine.force(result)
  }),
  strict('any', ['function', 'list'], (machine, fn, list) => quantify(machine, fn, list, true)),
  strict('all', ['function', 'list'], (machine, fn, list) => quantify(machine, fn, list, false)),
  strict('genList', ['function', 'int'], (machine, fn, length) => {
    if (length < 0n) machine.fail('invalid-value', `cannot create a list of ${length} elements`)
    machine.spend(Number(length))
    return Array.from({ length: Number(length) }, (_, index) =>
      delay((inner) => inner.apply(fn, BigInt(index))),
    )
  }),
  strict('sort', ['function', 'list'], sort),
  strict('partition', ['function', 'list'], (machine, fn, list) => {
    const right: Slot[] = []
    const wrong: Slot[] = []
    for (const item of list) {
      const answer = test(machine, fn, item)
      if (answer instanceof Unknown) return answer
      ;(answer ? right : wrong).push(item)
    }
    return attrSet([
      ['right', right],
      ['wrong', wrong],
    ])
  }),
  strict('groupBy', ['function', 'list'], (machine, fn, list) => {
    const groups = new Map<string, Slot[]>()
    for (const item of list) {
      const key = machine.apply(fn, item)
      if (key instanceof Unknown) return new Unknown(key.reason)
      if (typeof key !== 'string')
        machine.fail('type-error', `groupBy expects strings, this is a ${typeName(key)}`)
      else groups.set(key, [...(groups.get(key) ?? []), item])
    }
    return attrSet(groups)
  }),
  strict('listToAttrs', ['list'], listToAttrs),
  strict('genericClosure', ['set'], genericClosure),
  strict('concatStringsSep', ['string', 'list'], (machine, separator, list) => {
    const parts = forceStrings(machine, list, 'concatStringsSep')
    if (parts instanceof Unknown) return parts
    machine.spend(parts.reduce((sum, part) => sum + part.length + separator.length, 0) >> 4)
    return parts.join(separator)
  }),
  native('seq', 2, (machine, [first = null, second = null]) => {
    machine.force(first)
    return machine.force(second)
  }),
]

function at(machine: Machine, list: readonly Slot[], index: bigint): Value {
  const slot = index < 0n ? undefined : list[Number(index)]
  if (slot === undefined) return machine.fail('invalid-value', `list index ${index} is out of bounds`)
  return machine.force(slot)
}

function concatAll(machine: Machine, lists: readonly Slot[]): Value {
  const result: Slot[] = []
  for (const slot of lists) {
    const list = machine.force(slot)
    if (list instanceof Unknown) return new Unknown(list.reason)
    if (!isList(list)) return machine.fail('type-error', `expected a list, this is a ${typeName(list)}`)
    machine.spend(list.length)
    for (const item of list) result.push(item)
  }
  return result
}

function quantify(machine: Machine, fn: Value, list: readonly Slot[], decisive: boolean): Value {
  for (const item of list) {
    const answer = test(machine, fn, item)
    if (answer instanceof Unknown || answer === decisive) return answer
  }
  return !decisive
}

/** Nix's sort is stable: a merge sort that asks `comparator left right`. */
function sort(machine: Machine, fn: Value, list: readonly Slot[]): Value {
  const unknown: Unknown[] = []
  const before = (left: Slot, right: Slot): boolean => {
    const answer = test(machine, fn, left, right)
    if (answer instanceof Unknown) unknown.push(answer)
    return answer === true
  }
  const merge = (items: readonly Slot[]): readonly Slot[] => {
    if (items.length < 2) return items
    const middle = items.length >> 1
    const left = merge(items.slice(0, middle))
    const right = merge(items.slice(middle))
    const result: Slot[] = []
    let one = 0
    let other = 0
    while (one < left.length && other < right.length) {
      result.push(
        before(right[other] ?? null, left[one] ?? null) ? (right[other++] ?? null) : (left[one++] ?? null),
      )
    }
    return [...result, ...left.slice(one), ...right.slice(other)]
  }
  const sorted = merge(list)
  return unknown[0] ?? sorted
}

function listToAttrs(machine: Machine, list: readonly Slot[]): Value {
  const attrs = new Map<string, Attr>()
  let rest: Unknown | null = null
  for (const slot of list) {
    const item = machine.force(slot)
    const name = machine.select(item, 'name')
    if (name instanceof Unknown) {
      rest = new Unknown(name.reason)
      continue
    }
    if (typeof name !== 'string')
      return machine.fail('type-error', `an attribute name must be a string, this is a ${typeName(name)}`)
    if (attrs.has(name)) continue
    // After an unknown name, an attribute may be that one's: the first of a name wins.
    const position = item instanceof AttrSet ? (item.attrs.get('value')?.position ?? null) : null
    const value = delay((inner) => inner.select(item, 'value'))
    attrs.set(
      name,
      new Attr(
        rest === null ? value : new Unknown(rest.reason, null, [value, new Unknown(rest.reason)]),
        position,
      ),
    )
  }
  return new AttrSet(attrs, rest)
}

function genericClosure(machine: Machine, args: AttrSet): Value {
  const start = machine.select(args, 'startSet')
  if (start instanceof Unknown) return new Unknown(start.reason)
  if (!isList(start))
    return machine.fail('type-error', `startSet has to be a list, this is a ${typeName(start)}`)
  const operator = machine.select(args, 'operator')
  const queue: Slot[] = [...start]
  const keys: Value[] = []
  const result: Slot[] = []
  for (let slot = queue.shift(); slot !== undefined; slot = queue.shift()) {
    const key = machine.select(machine.force(slot), 'key')
    if (key instanceof Unknown) return new Unknown(key.reason)
    const known = keys.some((other) => compareValues(key, other, machine, null) === 0)
    if (known) continue
    keys.push(key)
    result.push(slot)
    const next = machine.apply(operator, slot)
    if (next instanceof Unknown) return new Unknown(next.reason)
    if (!isList(next))
      return machine.fail('type-error', `the operator has to return a list, this is a ${typeName(next)}`)
    queue.push(...next)
  }
  return result
}
