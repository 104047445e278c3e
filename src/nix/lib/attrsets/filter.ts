import { equalValues } from '../../eval/compare.ts'
import { sortedNames } from '../../eval/builtins/sets.ts'
import { strict, test } from '../../eval/builtins/strict.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, hasName, restOf, slotOf } from '../../eval/partial.ts'

/** Keeps what a predicate keeps; an attribute it cannot judge is only perhaps there. */
function filterAttrs(machine: Machine, predicate: Slot, set: AttrSet): AttrSet {
  machine.spend(set.attrs.size)
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>()
  const judge = (name: string, attr: Attr, perhaps: boolean): void => {
    const answer = test(machine, machine.force(predicate), name, attr.slot)
    if (answer === false) return
    if (answer === true && !perhaps) {
      attrs.set(name, attr)
      return
    }
    maybe.set(name, attr)
  }
  for (const name of sortedNames(set)) {
    const attr = set.attrs.get(name)
    if (attr !== undefined) judge(name, attr, false)
  }
  for (const [name, attr] of set.maybe ?? []) judge(name, attr, true)
  return new AttrSet(attrs, set.rest, null, maybe.size > 0 ? maybe : null)
}

function filterRecursive(machine: Machine, predicate: Slot, set: AttrSet): AttrSet {
  const kept = filterAttrs(machine, predicate, set)
  const deeper = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map(
      [...attrs].map(([name, { slot, position }]) => {
        const value = delay((inner) => {
          const found = inner.force(slot)
          return found instanceof AttrSet ? filterRecursive(inner, predicate, found) : found
        })
        return [name, new Attr(value, position)]
      }),
    )
  return new AttrSet(deeper(kept.attrs), kept.rest, null, kept.maybe === null ? null : deeper(kept.maybe))
}

/** Everything below a value that a predicate accepts, without looking inside what it accepted. */
function collect(machine: Machine, predicate: Slot, slot: Slot, found: Slot[]): Unknown | null {
  const answer = test(machine, machine.force(predicate), slot)
  if (answer instanceof Unknown) return answer
  if (answer) {
    found.push(slot)
    return null
  }
  const value = machine.force(slot)
  if (value instanceof Unknown) return value
  if (!(value instanceof AttrSet)) return null
  const open = restOf(value)
  if (open !== null) return open
  for (const name of sortedNames(value)) {
    const unknown = collect(machine, predicate, slotOf(value, name), found)
    if (unknown !== null) return unknown
  }
  return null
}

function matchAttrs(machine: Machine, pattern: AttrSet, set: Value): boolean | Unknown {
  if (set instanceof Unknown) return because(set)
  const open = restOf(pattern)
  if (open !== null) return open
  if (!(set instanceof AttrSet)) return pattern.attrs.size === 0
  for (const name of sortedNames(pattern)) {
    const has = hasName(set, name)
    if (has !== true) return has
    const wanted = machine.force(slotOf(pattern, name))
    const found = machine.force(slotOf(set, name))
    const same =
      wanted instanceof AttrSet
        ? found instanceof AttrSet || found instanceof Unknown
          ? matchAttrs(machine, wanted, found)
          : false
        : equalValues(wanted, found, machine)
    if (same !== true) return same
  }
  return true
}

/** Choosing attributes by what they are. */
export const filterFunctions: readonly Native[] = [
  strict('filterAttrs', ['lazy', 'set'], filterAttrs),
  strict('filterAttrsRecursive', ['lazy', 'set'], filterRecursive),
  strict('collect', ['lazy', 'lazy'], (machine, predicate, slot) => {
    const found: Slot[] = []
    const unknown = collect(machine, predicate, slot, found)
    return unknown === null ? found : because(unknown)
  }),
  strict('matchAttrs', ['any', 'lazy'], (machine, pattern, set) =>
    pattern instanceof AttrSet
      ? matchAttrs(machine, pattern, machine.force(set))
      : machine.fail('assertion', 'matchAttrs: the pattern is not a set'),
  ),
]
