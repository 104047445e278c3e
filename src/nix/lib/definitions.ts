import { AttrSet, Unknown, isList, type Machine, type Slot, type Value } from '../eval/value.ts'
import { priorities, typeTag } from './options.ts'

/** One definition of an option or of a set of options, with the properties around it taken off. */
export type Definition = {
  readonly value: Value
  readonly priority: number
  /** Under a condition that is not known: it may not be there. */
  readonly uncertain: boolean
}

/**
 * Takes `mkIf`, `mkMerge`, `mkOverride` and `mkOrder` off a definition: what is under a false condition is gone,
 * what is under an unknown one is uncertain.
 */
export function discharge(
  slot: Slot,
  machine: Machine,
  priority: number = priorities.normal,
  uncertain = false,
): readonly Definition[] {
  machine.spend(1)
  const value = machine.force(slot)
  if (value instanceof Unknown && value.candidates !== null) {
    return value.candidates.flatMap((candidate) => discharge(candidate, machine, priority, true))
  }
  if (!(value instanceof AttrSet)) return [{ value, priority, uncertain }]
  const member = (name: string): Slot => value.attrs.get(name)?.slot ?? null
  switch (typeTag(value, machine)) {
    case 'merge': {
      const contents = machine.force(member('contents'))
      if (!isList(contents))
        return [{ value: new Unknown('the definitions of a mkMerge'), priority, uncertain: true }]
      return contents.flatMap((content) => discharge(content, machine, priority, uncertain))
    }
    case 'if': {
      const condition = machine.force(member('condition'))
      if (condition === false) return []
      return discharge(member('content'), machine, priority, uncertain || condition !== true)
    }
    case 'override': {
      const number = machine.force(member('priority'))
      return discharge(
        member('content'),
        machine,
        typeof number === 'bigint' ? Number(number) : priority,
        uncertain,
      )
    }
    case 'order':
      return discharge(member('content'), machine, priority, uncertain)
    default:
      return [{ value, priority, uncertain }]
  }
}

/** The definitions of one attribute of several definitions of a set. */
export function definitionsOf(
  name: string,
  sets: readonly Definition[],
  machine: Machine,
): readonly Definition[] {
  return sets.flatMap(({ value, priority, uncertain }) => {
    if (value instanceof Unknown) return [{ value: new Unknown(value.reason), priority, uncertain: true }]
    if (!(value instanceof AttrSet)) return []
    const attr = value.attrs.get(name)
    if (attr !== undefined) return discharge(attr.slot, machine, priority, uncertain)
    const perhaps = value.maybe?.get(name)
    if (perhaps !== undefined) return discharge(perhaps.slot, machine, priority, true)
    if (value.rest !== null) return [{ value: new Unknown(value.rest.reason), priority, uncertain: true }]
    return []
  })
}

/** Names that definitions of a set have; `open` where there may be more. */
export function definedNames(sets: readonly Definition[]): {
  names: readonly string[]
  open: Unknown | null
} {
  const names = new Set<string>()
  let open: Unknown | null = null
  for (const { value } of sets) {
    if (value instanceof Unknown) open = value
    else if (value instanceof AttrSet) {
      for (const name of value.attrs.keys()) names.add(name)
      for (const name of value.maybe?.keys() ?? []) names.add(name)
      open ??= value.rest
    }
  }
  return { names: [...names].sort(), open }
}
