import { applyAll, strict, test } from '../../eval/builtins/strict.ts'
import { compareValues } from '../../eval/compare.ts'
import { typeName } from '../../eval/type-name.ts'
import { Native, Unknown, attrSet, delayCall, type Machine, type Slot, type Value } from '../../eval/value.ts'
import { because } from '../../eval/partial.ts'
import { stableSort } from './stable-sort.ts'

/** Below, equal or above zero, as a comparing function says. */
type Order = (left: Slot, right: Slot) => bigint | Unknown

function compareLists(order: Order, left: readonly Slot[], right: readonly Slot[]): bigint | Unknown {
  const shorter = Math.min(left.length, right.length)
  for (let index = 0; index < shorter; index++) {
    const relation = order(left[index] ?? null, right[index] ?? null)
    if (relation !== 0n) return relation
  }
  return left.length === right.length ? 0n : left.length < right.length ? -1n : 1n
}

function orderBy(machine: Machine, comparator: Slot): Order {
  return (left, right) => {
    const relation = applyAll(machine, machine.force(comparator), left, right)
    if (relation instanceof Unknown) return because(relation)
    if (typeof relation === 'bigint') return relation
    return machine.fail('type-error', `a comparison has to give an int, this is a ${typeName(relation)}`)
  }
}

function sortOn(machine: Machine, key: Slot, list: readonly Slot[]): Value {
  const keyed = list.map((item) => ({ item, key: delayCall(key, item) }))
  const sorted = stableSort(keyed, (left, right) => {
    const order = compareValues(machine.force(left.key), machine.force(right.key), machine, null)
    return order instanceof Unknown ? order : order < 0
  })
  return sorted instanceof Unknown ? because(sorted) : sorted.map(({ item }) => item)
}

/** Text cut into numbers and what is between them: `file10` sorts after `file9`. */
function naturalKey(text: string): readonly (bigint | string)[] {
  return text.split(/(0|[1-9][0-9]*)/).map((part, index) => (index % 2 === 1 ? BigInt(part) : part))
}

function naturalSort(machine: Machine, list: readonly Slot[]): Value {
  const keyed: { item: string; key: readonly (bigint | string)[] }[] = []
  for (const slot of list) {
    const item = machine.force(slot)
    if (item instanceof Unknown) return because(item)
    if (typeof item !== 'string') {
      return machine.fail('type-error', `naturalSort expects strings, this is a ${typeName(item)}`)
    }
    keyed.push({ item, key: naturalKey(item) })
  }
  const order: Order = (left, right) => {
    const relation = compareValues(machine.force(left), machine.force(right), machine, null)
    return relation instanceof Unknown ? relation : BigInt(Math.sign(relation))
  }
  const sorted = stableSort(keyed, (left, right) => {
    const relation = compareLists(order, left.key, right.key)
    return relation instanceof Unknown ? relation : relation < 0n
  })
  return sorted instanceof Unknown ? because(sorted) : sorted.map(({ item }) => item)
}

/** What a depth-first search found: an item nothing comes before, or a cycle. */
type Search = {
  readonly at: Slot
  readonly loops: readonly Slot[] | null
  readonly visited: readonly Slot[]
  readonly rest: readonly Slot[]
}

function depthFirst(
  machine: Machine,
  stopOnCycles: boolean,
  before: Slot,
  list: readonly [Slot, ...Slot[]],
): Search | Unknown {
  const precedes = (one: Slot, other: Slot): boolean | Unknown =>
    test(machine, machine.force(before), one, other)
  let [at, ...rest] = list
  let visited: Slot[] = []
  for (;;) {
    const loops: Slot[] = []
    for (const item of visited) {
      const answer = precedes(item, at)
      if (answer instanceof Unknown) return because(answer)
      if (answer) loops.push(item)
    }
    if (stopOnCycles && loops.length > 0) return { at, loops, visited, rest }
    const earlier: Slot[] = []
    const others: Slot[] = []
    for (const item of rest) {
      const answer = precedes(item, at)
      if (answer instanceof Unknown) return because(answer)
      ;(answer ? earlier : others).push(item)
    }
    const [next, ...more] = earlier
    if (next === undefined) return { at, loops: null, visited, rest }
    visited = [at, ...visited]
    rest = [...more, ...others]
    at = next
  }
}

function topologicalSort(machine: Machine, before: Slot, list: readonly Slot[]): Value {
  const result: Slot[] = []
  let remaining = list
  for (;;) {
    const [first, ...others] = remaining
    if (first === undefined || others.length === 0) return attrSet([['result', [...result, ...remaining]]])
    const found = depthFirst(machine, true, before, [first, ...others])
    if (found instanceof Unknown) return found
    if (found.loops !== null) {
      return attrSet([
        ['cycle', [found.at, ...found.visited].toReversed()],
        ['loops', found.loops],
      ])
    }
    result.push(found.at)
    remaining = [...found.visited, ...found.rest]
  }
}

/** Sorting and comparing. */
export const listOrders: readonly Native[] = [
  strict('compareLists', ['lazy', 'list', 'list'], (machine, comparator, left, right) =>
    compareLists(orderBy(machine, comparator), left, right),
  ),
  strict('sortOn', ['lazy', 'list'], sortOn),
  strict('naturalSort', ['list'], naturalSort),
  strict('toposort', ['lazy', 'list'], topologicalSort),
  strict('listDfs', ['bool', 'lazy', 'list'], (machine, stop, before, list) => {
    const [first, ...others] = list
    if (first === undefined) return machine.fail('invalid-value', 'listDfs: the list is empty')
    const found = depthFirst(machine, stop, before, [first, ...others])
    if (found instanceof Unknown) return found
    const common: [string, Slot][] = [
      ['visited', found.visited],
      ['rest', found.rest],
    ]
    return found.loops === null
      ? attrSet([['minimal', found.at], ...common])
      : attrSet([['cycle', found.at], ['loops', found.loops], ...common])
  }),
]
