import { AttrSet, Unknown, type Machine, type Slot, type Value } from './value.ts'

/** An attribute of what is not known: not known either, but we know where it comes from. */
export function unknownAttribute(value: Unknown, name: string): Unknown {
  return new Unknown(value.reason, value.path === null ? null : [...value.path, name])
}

/** Candidates that fail or lack the attribute cannot be where a value comes from. */
export function selectFromCandidates(value: Unknown, name: string, machine: Machine): Unknown {
  const found: Slot[] = []
  for (const candidate of settleCandidates(value.candidates ?? [], machine)) {
    const attr = candidate instanceof AttrSet ? candidate.attrs.get(name) : undefined
    if (attr !== undefined) found.push(attr.slot)
    else if (candidate instanceof Unknown || (candidate instanceof AttrSet && candidate.rest !== null)) {
      found.push(machine.select(candidate, name))
    }
  }
  return new Unknown(value.reason, unknownAttribute(value, name).path, found.length > 0 ? found : null)
}

/** The values of those candidates that do not fail. */
export function settleCandidates(candidates: readonly Slot[], machine: Machine): readonly Value[] {
  return candidates.flatMap((slot) =>
    machine.guard<readonly Value[]>(
      () => [machine.force(slot)],
      (fault) => {
        if (fault.code === 'budget') throw fault
        return []
      },
    ),
  )
}
