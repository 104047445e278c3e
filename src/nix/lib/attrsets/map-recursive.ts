import { sortedNames } from '../../eval/builtins/sets.ts'
import { strict, test } from '../../eval/builtins/strict.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
} from '../../eval/value.ts'
import { because, restOf, slotOf } from '../../eval/partial.ts'

const always = native('always', 1, () => true)

/** Maps what is not a set, or is one that the condition does not let us into; `path` is where we are. */
function mapRecursive(condition: Slot, fn: Slot, set: AttrSet, path: readonly Slot[]): AttrSet {
  const convert = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map(
      [...attrs].map(([name, { slot, position }]) => {
        const here = [...path, name]
        const mapped = delay((machine) => {
          const value = machine.force(slot)
          if (value instanceof Unknown) return because(value)
          if (!(value instanceof AttrSet)) return delayCall(fn, here, value)
          const enter = test(machine, machine.force(condition), value)
          if (enter instanceof Unknown) return because(enter)
          return enter ? mapRecursive(condition, fn, value, here) : delayCall(fn, here, value)
        })
        return [name, new Attr(mapped, position)]
      }),
    )
  return new AttrSet(convert(set.attrs), restOf(set), null, set.maybe === null ? null : convert(set.maybe))
}

/** The same, as a list; the condition is asked with the path. */
function mapToList(
  machine: Machine,
  condition: Slot,
  fn: Slot,
  set: AttrSet,
  path: readonly Slot[],
  found: Slot[],
): Unknown | null {
  const open = restOf(set)
  if (open !== null) return open
  for (const name of sortedNames(set)) {
    const here = [...path, name]
    const value = machine.force(slotOf(set, name))
    if (value instanceof Unknown) return value
    const enter = value instanceof AttrSet && test(machine, machine.force(condition), here, value)
    if (enter instanceof Unknown) return enter
    if (enter && value instanceof AttrSet) {
      const unknown = mapToList(machine, condition, fn, value, here, found)
      if (unknown !== null) return unknown
    } else found.push(delayCall(fn, here, value))
  }
  return null
}

function listOf(machine: Machine, condition: Slot, fn: Slot, set: AttrSet): Slot {
  const found: Slot[] = []
  const unknown = mapToList(machine, condition, fn, set, [], found)
  return unknown === null ? found : because(unknown)
}

/** Functions on sets inside sets. */
export const recursiveMapFunctions: readonly Native[] = [
  strict('mapAttrsRecursive', ['lazy', 'set'], (_machine, fn, set) => mapRecursive(always, fn, set, [])),
  strict('mapAttrsRecursiveCond', ['lazy', 'lazy', 'set'], (_machine, condition, fn, set) =>
    mapRecursive(condition, fn, set, []),
  ),
  strict('mapAttrsToListRecursive', ['lazy', 'set'], (machine, fn, set) =>
    listOf(
      machine,
      native('always', 2, () => true),
      fn,
      set,
    ),
  ),
  strict('mapAttrsToListRecursiveCond', ['lazy', 'lazy', 'set'], listOf),
]
