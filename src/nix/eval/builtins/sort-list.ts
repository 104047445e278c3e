import { Native, Unknown, delayCall, type Machine, type Slot, type Steps, type Value } from '../value.ts'
import { asBool } from './strict.ts'

/** Up to this length a comparator is held to its word by comparing every pair. */
const smallList = 16

/**
 * `builtins.sort`: stable. What a comparator that is no strict order makes of a list depends on Nix's
 * algorithm, which changed over time; where that shows, the result is unknown.
 */
export function* sortList(machine: Machine, fn: Value, list: readonly Slot[]): Steps {
  for (const item of list) yield item
  machine.allocate(list.length)
  const trusted = fn instanceof Native && fn.name === 'lessThan' && fn.args.length === 0
  const sorted = yield* mergeSort(machine, list, fn, trusted)
  if (sorted instanceof Unknown || trusted || sorted.length > smallList) return sorted
  return (yield* violation(machine, sorted, fn)) ?? sorted
}

type Sorting<T> = Generator<Slot, T, Value>

/** Whether `left` must come before `right`. */
function* before(machine: Machine, fn: Value, left: Slot, right: Slot): Sorting<boolean | Unknown> {
  return asBool(machine, yield delayCall(fn, left, right))
}

function* mergeSort(
  machine: Machine,
  list: readonly Slot[],
  fn: Value,
  trusted: boolean,
): Sorting<readonly Slot[] | Unknown> {
  let runs: readonly (readonly Slot[])[] = list.map((item) => [item])
  while (runs.length > 1) {
    const merged: (readonly Slot[])[] = []
    for (let index = 0; index < runs.length; index += 2) {
      const run = yield* merge(machine, runs[index] ?? [], runs[index + 1] ?? [], fn, trusted)
      if (run instanceof Unknown) return run
      merged.push(run)
    }
    runs = merged
  }
  return runs[0] ?? []
}

function* merge(
  machine: Machine,
  left: readonly Slot[],
  right: readonly Slot[],
  fn: Value,
  trusted: boolean,
): Sorting<readonly Slot[] | Unknown> {
  machine.spend(left.length + right.length)
  const result: Slot[] = []
  let one = 0
  let other = 0
  while (one < left.length && other < right.length) {
    const [first = null, second = null] = [left[one], right[other]]
    const swap = yield* before(machine, fn, second, first)
    if (swap instanceof Unknown) return swap
    if (swap && !trusted) {
      const back = yield* before(machine, fn, first, second)
      if (back !== false) return back instanceof Unknown ? back : disorder
    }
    if (swap) other++
    else one++
    result.push(swap ? second : first)
  }
  return [...result, ...left.slice(one), ...right.slice(other)]
}

const disorder = new Unknown('what sort makes of a comparator that is no order')

/** Compares every pair of a sorted list: none may be out of order, and being equal must carry over. */
function* violation(machine: Machine, sorted: readonly Slot[], fn: Value): Sorting<Unknown | null> {
  const size = sorted.length
  for (let one = 0; one < size; one++) {
    let rising = false
    for (let other = one + 1; other < size; other++) {
      const [first = null, second = null] = [sorted[one], sorted[other]]
      const back = yield* before(machine, fn, second, first)
      if (back !== false) return back instanceof Unknown ? back : disorder
      const ahead = yield* before(machine, fn, first, second)
      if (ahead instanceof Unknown) return ahead
      if (rising && !ahead) return disorder
      rising = ahead
    }
  }
  return null
}
