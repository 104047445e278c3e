import { because, restOf } from '../../eval/partial.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  isList,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { property, typeTag } from './property.ts'

/** One definition of an option, or of a set of options. */
export type Definition = {
  readonly value: Slot
  /** The module's file, for messages. */
  readonly file: string
  /** Where the attribute is written. */
  readonly position: Position | null
  /** Why it is not known whether it is there; null where it is. */
  readonly uncertain: Unknown | null
  /** Puts the properties that were pushed down around an attribute that is not known. */
  readonly around?: ((slot: Slot) => Slot) | null
}

/** A definition with its properties taken off. */
export type Discharged = Definition & {
  readonly value: Value
  readonly priority: number
  /** Null where it has none of its own. */
  readonly order: number | null
}

/** Priorities of definitions: the lowest number wins (nixpkgs, `lib/modules.nix`). */
export const priorities = {
  vmOverride: 10,
  force: 50,
  imageMedia: 60,
  normal: 100,
  default: 1000,
  optionDefault: 1500,
} as const

/** Orders of definitions that are merged: the lowest number comes first. */
export const orders = { before: 500, normal: 1000, after: 1500 } as const

/**
 * Takes the properties off a definition: `mkMerge` and `mkIf`, then one `mkOverride`, then one `mkOrder`. What is under
 * a false condition is gone, what is under an unknown one is uncertain.
 */
export function discharge(machine: Machine, definition: Definition): readonly Discharged[] {
  machine.spend(1)
  const value = machine.force(definition.value)
  if (value instanceof Unknown) return dischargeUnknown(machine, definition, value)
  const content = (name: string): Slot =>
    value instanceof AttrSet ? (value.attrs.get(name)?.slot ?? null) : null
  switch (typeTag(value, machine)) {
    case 'merge': {
      const contents = machine.force(content('contents'))
      if (!isList(contents))
        return [plain(definition, unknownOf(contents, 'the contents of a mkMerge'), true)]
      return contents.flatMap((item) => discharge(machine, { ...definition, value: item }))
    }
    case 'if': {
      const condition = machine.force(content('condition'))
      if (condition === false) return []
      if (condition === true) return discharge(machine, { ...definition, value: content('content') })
      if (!(condition instanceof Unknown))
        return machine.fail('throw', '‘mkIf’ called with a non-Boolean condition')
      const uncertain = definition.uncertain ?? because(condition)
      return discharge(machine, { ...definition, value: content('content'), uncertain })
    }
    default:
      return [stripProperties(machine, definition, value)]
  }
}

function dischargeUnknown(machine: Machine, definition: Definition, value: Unknown): readonly Discharged[] {
  if (value.candidates === null) return [plain(definition, value, true)]
  const uncertain = definition.uncertain ?? because(value)
  return value.candidates.flatMap((candidate) =>
    machine.guard<readonly Discharged[]>(
      () => discharge(machine, { ...definition, value: candidate, uncertain }),
      (fault) => {
        if (fault.code === 'budget') throw fault
        return []
      },
    ),
  )
}

function plain(definition: Definition, value: Value, perhaps = false): Discharged {
  const uncertain =
    perhaps && value instanceof Unknown ? (definition.uncertain ?? because(value)) : definition.uncertain
  return { ...definition, uncertain, value, priority: priorities.normal, order: null }
}

function unknownOf(value: Value, reason: string): Unknown {
  return value instanceof Unknown ? value : new Unknown(reason)
}

function stripProperties(machine: Machine, definition: Definition, start: Value): Discharged {
  const override = takeOff(machine, start, 'override')
  const order = takeOff(machine, override.content, 'order')
  const open = override.number instanceof Unknown ? override.number : order.number
  if (open instanceof Unknown) {
    // With a priority that is not known it may win over all others, with such an order stand anywhere among them.
    const priority =
      override.number instanceof Unknown ? unknownPriority : (override.number ?? priorities.normal)
    return {
      ...definition,
      value: because(open),
      uncertain: definition.uncertain ?? because(open),
      priority,
      order: null,
    }
  }
  const priority = typeof override.number === 'number' ? override.number : priorities.normal
  const place = typeof order.number === 'number' ? order.number : null
  return { ...plain(definition, order.content, true), priority, order: place }
}

/** Takes one property off a value; its number is null where it has none. */
function takeOff(
  machine: Machine,
  value: Value,
  type: 'override' | 'order',
): { readonly content: Value; readonly number: number | null | Unknown } {
  if (!(value instanceof AttrSet) || typeTag(value, machine) !== type) return { content: value, number: null }
  const number = machine.force(value.attrs.get('priority')?.slot ?? null)
  const content = machine.force(value.attrs.get('content')?.slot ?? null)
  if (number instanceof Unknown) return { content, number }
  if (typeof number === 'bigint' || typeof number === 'number') return { content, number: Number(number) }
  return machine.fail('type-error', `a priority has to be a number, this is a ${typeName(number)}`)
}

/** Stronger than all that are known. */
const unknownPriority = Number.NEGATIVE_INFINITY

/**
 * Those definitions that count: with the lowest priority, in order. An uncertain one may win or not be there, so it and
 * all that it would win over stay.
 */
export function strongest(given: readonly Discharged[]): readonly Discharged[] {
  const unknown = given.find(({ priority }) => priority === unknownPriority)?.uncertain ?? null
  const definitions =
    unknown === null
      ? given
      : given.map((definition) => ({ ...definition, uncertain: definition.uncertain ?? unknown }))
  const certain = definitions.filter(({ uncertain }) => uncertain === null)
  const limit = Math.min(...certain.map(({ priority }) => priority))
  return definitions
    .filter(({ priority, uncertain }) => (uncertain === null ? priority === limit : priority <= limit))
    .toSorted((one, other) => (one.order ?? orders.normal) - (other.order ?? orders.normal))
}

/**
 * Pushes the properties around a set down to its attributes, without looking at conditions
 * (nixpkgs, `pushDownProperties`).
 */
export function pushDown(machine: Machine, definition: Definition): readonly Definition[] {
  machine.spend(1)
  const value = machine.force(definition.value)
  if (value instanceof Unknown && value.candidates !== null) {
    const uncertain = definition.uncertain ?? because(value)
    return value.candidates.flatMap((candidate) =>
      pushDown(machine, { ...definition, value: candidate, uncertain }),
    )
  }
  if (!(value instanceof AttrSet)) return [{ ...definition, value }]
  const content = (name: string): Slot => value.attrs.get(name)?.slot ?? null
  const inner = (): readonly Definition[] => pushDown(machine, { ...definition, value: content('content') })
  switch (typeTag(value, machine)) {
    case 'merge': {
      const contents = machine.force(content('contents'))
      if (!isList(contents))
        return [{ ...definition, value: unknownOf(contents, 'the contents of a mkMerge') }]
      return contents.flatMap((item) => pushDown(machine, { ...definition, value: item }))
    }
    case 'if':
      return inner().map((pushed) =>
        wrapAttributes(machine, pushed, 'if', ['condition', content('condition')]),
      )
    case 'override':
      return inner().map((pushed) =>
        wrapAttributes(machine, pushed, 'override', ['priority', content('priority')]),
      )
    default:
      return [{ ...definition, value }]
  }
}

function wrapAttributes(
  machine: Machine,
  definition: Definition,
  type: string,
  own: readonly [string, Slot],
): Definition {
  const set = machine.force(definition.value)
  const { around = null } = definition
  const wrapSlot = (slot: Slot): Slot => property(type, [own, ['content', slot]])
  const wrapped = { ...definition, around: (slot: Slot): Slot => wrapSlot(around?.(slot) ?? slot) }
  if (set instanceof Unknown) return { ...wrapped, uncertain: definition.uncertain ?? because(set) }
  if (!(set instanceof AttrSet)) return definition
  const wrap = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map([...attrs].map(([name, { slot, position }]) => [name, new Attr(wrapSlot(slot), position)]))
  const maybe = set.maybe === null ? null : wrap(set.maybe)
  return { ...wrapped, value: new AttrSet(wrap(set.attrs), set.rest, null, maybe) }
}

/** The definitions of one attribute of several definitions of a set. */
export function definitionsOf(
  machine: Machine,
  name: string,
  sets: readonly Definition[],
): readonly Definition[] {
  return sets.flatMap(({ around = null, ...definition }): readonly Definition[] => {
    const set = machine.force(definition.value)
    const unknown = (uncertain: Unknown): Definition => {
      const value = machine.select(set, name)
      return { ...definition, value: around?.(value) ?? value, position: null, uncertain }
    }
    if (set instanceof Unknown) return [unknown(definition.uncertain ?? because(set))]
    if (!(set instanceof AttrSet)) return []
    const attr = set.attrs.get(name)
    if (attr !== undefined)
      return [{ ...definition, value: attr.slot, position: attr.position ?? definition.position }]
    const uncertain = definition.uncertain ?? restOf(set)
    const perhaps = set.maybe?.get(name)
    if (perhaps !== undefined)
      return [{ ...definition, value: perhaps.slot, position: perhaps.position, uncertain }]
    return set.rest === null ? [] : [unknown(definition.uncertain ?? because(set.rest))]
  })
}

/** Names that definitions of a set have, and why there may be more. */
export function definedNames(
  machine: Machine,
  sets: readonly Definition[],
): { readonly names: readonly string[]; readonly open: Unknown | null } {
  const names = new Set<string>()
  let open: Unknown | null = null
  for (const { value } of sets) {
    const set = machine.force(value)
    if (set instanceof Unknown) open ??= because(set)
    if (!(set instanceof AttrSet)) continue
    for (const name of set.attrs.keys()) names.add(name)
    for (const name of set.maybe?.keys() ?? []) names.add(name)
    if (set.rest !== null) open ??= because(set.rest)
  }
  return { names: [...names], open }
}
