import { strict, test } from '../../eval/builtins/strict.ts'
import { compareText, equalValues } from '../../eval/compare.ts'
import { typeName } from '../../eval/type-name.ts'
import { Native, Unknown, attrSet, delayCall, type Machine, type Slot, type Value } from '../../eval/value.ts'
import { because } from '../../eval/partial.ts'

/** Items for which a check holds, or the first unknown answer. */
function select(
  list: readonly Slot[],
  check: (item: Slot, index: number) => boolean | Unknown,
): readonly Slot[] | Unknown {
  const kept: Slot[] = []
  for (const [index, item] of list.entries()) {
    const answer = check(item, index)
    if (answer instanceof Unknown) return because(answer)
    if (answer) kept.push(item)
  }
  return kept
}

/** `elem`: an unknown item leaves the answer open only where no other is equal. */
export function contains(machine: Machine, wanted: Slot, list: readonly Slot[]): boolean | Unknown {
  let open: Unknown | null = null
  for (const item of list) {
    const equal = equalValues(machine.force(wanted), machine.force(item), machine)
    if (equal === true) return true
    if (equal instanceof Unknown) open ??= because(equal)
  }
  return open ?? false
}

/** The first of equal items. */
export function unique(machine: Machine, list: readonly Slot[]): readonly Slot[] | Unknown {
  const kept: Slot[] = []
  for (const item of list) {
    const known = contains(machine, item, kept)
    if (known instanceof Unknown) return known
    if (!known) kept.push(item)
  }
  return kept
}

function firstIndex(machine: Machine, predicate: Slot, list: readonly Slot[]): number | Unknown {
  for (const [index, item] of list.entries()) {
    const answer = test(machine, machine.force(predicate), item)
    if (answer instanceof Unknown) return because(answer)
    if (answer) return index
  }
  return -1
}

/** Intersection and difference ask `elem` of every item. */
function judged(name: string, keep: boolean): Native {
  return strict(name, ['list', 'list'], (machine, others, list) =>
    select(list, (item) => {
      const answer = contains(machine, item, others)
      return answer instanceof Unknown ? answer : answer === keep
    }),
  )
}

function groups(machine: Machine, key: Slot, list: readonly Slot[]): ReadonlyMap<string, Slot[]> | Unknown {
  const grouped = new Map<string, Slot[]>()
  for (const item of list) {
    const name = machine.apply(machine.force(key), item)
    if (name instanceof Unknown) return because(name)
    if (typeof name !== 'string') {
      return machine.fail('type-error', `groupBy expects strings, this is a ${typeName(name)}`)
    }
    const group = grouped.get(name)
    if (group === undefined) grouped.set(name, [item])
    else group.push(item)
  }
  return grouped
}

function uniqueStrings(machine: Machine, list: readonly Slot[]): Value {
  const texts = new Set<string>()
  for (const item of list) {
    const text = machine.force(item)
    if (text instanceof Unknown) return because(text)
    if (typeof text !== 'string') {
      return machine.fail('type-error', `uniqueStrings expects strings, this is a ${typeName(text)}`)
    }
    texts.add(text)
  }
  return [...texts].sort(compareText)
}

/** Finding, counting and grouping items. */
export const listSearches: readonly Native[] = [
  strict('remove', ['lazy', 'list'], (machine, unwanted, list) =>
    select(list, (item) => {
      const equal = equalValues(machine.force(item), machine.force(unwanted), machine)
      return equal instanceof Unknown ? equal : !equal
    }),
  ),
  strict('ifilter0', ['lazy', 'list'], (machine, predicate, list) =>
    select(list, (item, index) => test(machine, machine.force(predicate), BigInt(index), item)),
  ),
  strict('findFirst', ['lazy', 'lazy', 'list'], (machine, predicate, otherwise, list) => {
    const index = firstIndex(machine, predicate, list)
    if (index instanceof Unknown) return new Unknown(index.reason, null, [...list, otherwise])
    return index < 0 ? otherwise : (list[index] ?? null)
  }),
  strict('findFirstIndex', ['lazy', 'lazy', 'list'], (machine, predicate, otherwise, list) => {
    const index = firstIndex(machine, predicate, list)
    if (index instanceof Unknown) return index
    return index < 0 ? otherwise : BigInt(index)
  }),
  strict('findSingle', ['lazy', 'lazy', 'lazy', 'list'], (machine, predicate, none, many, list) => {
    const found = select(list, (item) => test(machine, machine.force(predicate), item))
    if (found instanceof Unknown) return found
    return found.length === 0 ? none : found.length === 1 ? (found[0] ?? null) : many
  }),
  strict('count', ['lazy', 'list'], (machine, predicate, list) => {
    const found = select(list, (item) => test(machine, machine.force(predicate), item))
    return found instanceof Unknown ? found : BigInt(found.length)
  }),
  strict('unique', ['list'], unique),
  strict('allUnique', ['list'], (machine, list) => {
    const kept = unique(machine, list)
    return kept instanceof Unknown ? kept : kept.length === list.length
  }),
  strict('uniqueStrings', ['list'], uniqueStrings),
  judged('intersectLists', true),
  judged('subtractLists', false),
  strict('mutuallyExclusive', ['list', 'list'], (machine, left, right) => {
    let open: Unknown | null = null
    for (const item of left.length === 0 ? [] : right) {
      const answer = contains(machine, item, left)
      if (answer === true) return false
      if (answer instanceof Unknown) open ??= answer
    }
    return open ?? true
  }),
  strict('groupBy', ['lazy', 'list'], (machine, key, list) => {
    const grouped = groups(machine, key, list)
    return grouped instanceof Unknown ? grouped : attrSet(grouped)
  }),
  strict("groupBy'", ['lazy', 'lazy', 'lazy', 'list'], (machine, fn, start, key, list) => {
    const grouped = groups(machine, key, list)
    if (grouped instanceof Unknown) return grouped
    const fold = (items: readonly Slot[]): Slot =>
      items.reduce<Slot>((result, item) => delayCall(fn, result, item), start)
    return attrSet([...grouped].map(([name, items]): [string, Slot] => [name, fold(items)]))
  }),
]
