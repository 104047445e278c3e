import { equalValues } from '../compare.ts'
import { coerceInterpolated, concatStrings } from '../coerce.ts'
import { isPlatformIn, isPlatformList } from '../known-platforms.ts'
import { typeName } from '../type-name.ts'
import {
  AttrSet,
  Attr,
  Unknown,
  attrSet,
  delayCall,
  isList,
  nativeSteps,
  type Machine,
  type Native,
  type Slot,
  type Steps,
  type Value,
} from '../value.ts'
import { genericClosure } from './generic-closure.ts'
import { sortList } from './sort-list.ts'
import { asBool, strict, strictSteps } from './strict.ts'

/** Lists. */
export const listBuiltins: readonly Native[] = [
  strict('length', ['list'], (_machine, list) => BigInt(list.length)),
  strict('head', ['list'], (machine, list) => at(machine, list, 0n)),
  strict('tail', ['list'], (machine, list) => {
    if (list.length === 0) machine.fail('invalid-value', "'tail' called on an empty list")
    takeList(machine, list.length)
    return list.slice(1)
  }),
  strict('elemAt', ['list', 'int'], at),
  strict('map', ['lazy', 'list'], (machine, fn, list) => {
    takeList(machine, 6 * list.length)
    return list.map((item) => delayCall(fn, item))
  }),
  strictSteps('filter', ['function', 'list'], filter),
  nativeSteps('elem', 2, elem),
  strictSteps('concatLists', ['list'], function* (machine, lists) {
    return yield* concatAll(machine, lists)
  }),
  strictSteps('concatMap', ['function', 'list'], function* (machine, fn, list) {
    takeList(machine, 6 * list.length)
    return yield* concatAll(
      machine,
      list.map((item) => delayCall(fn, item)),
    )
  }),
  strictSteps("foldl'", ['function', 'lazy', 'list'], function* (machine, fn, start, list) {
    let result = start
    for (const item of list) {
      machine.spend(1)
      result = yield delayCall(fn, result, item)
    }
    return result
  }),
  strictSteps('any', ['function', 'list'], (machine, fn, list) => quantify(machine, fn, list, true)),
  strictSteps('all', ['function', 'list'], (machine, fn, list) => quantify(machine, fn, list, false)),
  strict('genList', ['lazy', 'int'], (machine, fn, length) => {
    if (length < 0n) machine.fail('invalid-value', `cannot create a list of ${length} elements`)
    takeList(machine, 8 * Number(length))
    return Array.from({ length: Number(length) }, (_, index) => delayCall(fn, BigInt(index)))
  }),
  strictSteps('sort', ['function', 'list'], sortList),
  strictSteps('partition', ['function', 'list'], partition),
  strictSteps('groupBy', ['function', 'list'], groupBy),
  strictSteps('listToAttrs', ['list'], listToAttrs),
  strictSteps('genericClosure', ['set'], genericClosure),
  strictSteps('concatStringsSep', ['string', 'list'], concatStringsSep),
  nativeSteps('seq', 2, function* (_machine, [first = null, second = null]) {
    const value = yield first
    // Whether the first one fails is not known.
    return value instanceof Unknown ? new Unknown(value.reason, null, [second]) : second
  }),
]

/** Accounts for a new list, before it is made. */
export function takeList(machine: Machine, cells: number): void {
  machine.allocate(cells)
  machine.spend(Math.ceil(cells / 8))
}

function at(machine: Machine, list: readonly Slot[], index: bigint): Slot {
  const slot = index < 0n ? undefined : list[Number(index)]
  if (slot === undefined) return machine.fail('invalid-value', `list index ${index} is out of bounds`)
  return slot
}

function* filter(machine: Machine, fn: Value, list: readonly Slot[]): Steps {
  const kept: Slot[] = []
  for (const item of list) {
    const keep = asBool(machine, yield delayCall(fn, item))
    if (keep instanceof Unknown) return keep
    if (keep) kept.push(item)
  }
  takeList(machine, kept.length)
  return kept
}

/** A list of `lib.platforms` is not known as a whole, but whether one of the usual systems is in it is. */
function* elem(machine: Machine, [wanted = null, slot = null]: readonly Slot[]): Steps {
  const list = yield slot
  if (isList(list)) return yield* find(machine, wanted, list)
  if (!(list instanceof Unknown))
    return machine.fail('type-error', `elem expects a list, this is a ${typeName(list)}`)
  return (isPlatformList(list) ? isPlatformIn(list, yield wanted) : null) ?? new Unknown(list.reason)
}

function* find(machine: Machine, wanted: Slot, list: readonly Slot[]): Steps {
  let unknown: Unknown | null = null
  for (const item of list) {
    const equal = equalValues(yield wanted, yield item, machine, true)
    if (equal === true) return true
    if (equal instanceof Unknown) unknown = equal
  }
  return unknown ?? false
}

function* concatAll(machine: Machine, lists: readonly Slot[]): Steps {
  const result: Slot[] = []
  for (const slot of lists) {
    const list = yield slot
    if (list instanceof Unknown) return new Unknown(list.reason)
    if (!isList(list)) return machine.fail('type-error', `expected a list, this is a ${typeName(list)}`)
    takeList(machine, list.length)
    for (const item of list) result.push(item)
  }
  return result
}

function* quantify(machine: Machine, fn: Value, list: readonly Slot[], decisive: boolean): Steps {
  for (const item of list) {
    const answer = asBool(machine, yield delayCall(fn, item))
    if (answer instanceof Unknown || answer === decisive) return answer
  }
  return !decisive
}

function* partition(machine: Machine, fn: Value, list: readonly Slot[]): Steps {
  const right: Slot[] = []
  const wrong: Slot[] = []
  takeList(machine, list.length)
  for (const item of list) {
    yield item
    const answer = asBool(machine, yield delayCall(fn, item))
    if (answer instanceof Unknown) return answer
    const side = answer ? right : wrong
    side.push(item)
  }
  return attrSet([
    ['right', right],
    ['wrong', wrong],
  ])
}

function* groupBy(machine: Machine, fn: Value, list: readonly Slot[]): Steps {
  const groups = new Map<string, Slot[]>()
  takeList(machine, list.length)
  for (const item of list) {
    const key = yield delayCall(fn, item)
    if (key instanceof Unknown) return new Unknown(key.reason)
    if (typeof key !== 'string') {
      return machine.fail('type-error', `groupBy expects strings, this is a ${typeName(key)}`)
    }
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return attrSet(groups)
}

function* concatStringsSep(machine: Machine, separator: string, list: readonly Slot[]): Steps {
  const pieces: (string | Unknown)[] = []
  takeList(machine, list.length)
  for (const [index, item] of list.entries()) {
    if (index > 0) pieces.push(separator)
    pieces.push(coerceInterpolated(yield item, machine, null))
  }
  return concatStrings(pieces, machine)
}

/** The first of a name wins. After a name that is not known, any attribute may be that one's. */
function* listToAttrs(machine: Machine, list: readonly Slot[]): Steps {
  const attrs = new Map<string, Attr>()
  let rest: Unknown | null = null
  takeList(machine, 8 * list.length)
  for (const slot of list) {
    const item = yield slot
    const name = item instanceof Unknown ? item : yield nameOf(machine, item)
    if (name instanceof Unknown) {
      rest = new Unknown(name.reason)
      continue
    }
    if (typeof name !== 'string') {
      return machine.fail('type-error', `an attribute name must be a string, this is a ${typeName(name)}`)
    }
    if (attrs.has(name)) continue
    const value = valueOf(machine, item, name)
    const slotOf = rest === null ? value.slot : new Unknown(rest.reason, null, [value.slot, rest])
    attrs.set(name, new Attr(slotOf, value.position))
  }
  return new AttrSet(attrs, rest)
}

function nameOf(machine: Machine, item: Value): Slot {
  if (!(item instanceof AttrSet)) {
    return machine.fail('type-error', `listToAttrs expects sets, this is a ${typeName(item)}`)
  }
  return item.attrs.get('name')?.slot ?? machine.select(item, 'name')
}

function valueOf(machine: Machine, item: Value, name: string): Attr {
  const value = item instanceof AttrSet ? item.attrs.get('value') : undefined
  if (value !== undefined) return value
  if (item instanceof AttrSet && item.rest === null && item.maybe?.has('value') !== true) {
    machine.fail('missing-attribute', `the element '${name}' of listToAttrs has no 'value'`)
  }
  return new Attr(machine.select(item, 'value'), null)
}
