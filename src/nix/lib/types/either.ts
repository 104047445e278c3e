import { because, hasName } from '../../eval/partial.ts'
import { AttrSet, Unknown, attrSet, delay, delayCall, type Machine, type Slot } from '../../eval/value.ts'
import type { Discharged } from '../modules/definition.ts'
import { TypeMerge, checkValue, type MergeFunction, type OptionPath } from '../modules/merge-definitions.ts'
import { describe, makeType, mergeTypes, nestedType, phrase } from './make-type.ts'
import { oneMerge } from './merges.ts'

/** Merges definitions by another type. */
export function mergeAs(
  machine: Machine,
  type: Slot,
  path: OptionPath,
  definitions: readonly Discharged[],
): Slot {
  const value = machine.force(type)
  const has = hasName(value, 'merge')
  const merge = has === true ? machine.select(value, 'merge') : new Unknown('how a type merges')
  if (merge instanceof TypeMerge) return merge.merge(machine, path, definitions)
  const [first] = definitions
  if (merge instanceof Unknown) {
    return new Unknown(merge.reason, null, definitions.length === 1 ? [first?.value ?? null] : null)
  }
  const list = definitions.map(({ file, value: given }) =>
    attrSet([
      ['file', file],
      ['value', given],
    ]),
  )
  return delayCall(merge, path, list)
}

/** Whether all definitions are of a type. */
function allOf(machine: Machine, type: Slot, definitions: readonly Discharged[]): boolean | Unknown {
  const kind = machine.force(type)
  let open: Unknown | null = null
  for (const { value } of definitions) {
    const answer = checkValue(machine, kind, value)
    if (answer === false) return false
    if (answer instanceof Unknown) open ??= because(answer)
  }
  return open ?? true
}

/** Either of two checks. */
function anyCheck(machine: Machine, one: Slot, other: Slot, value: Slot): boolean | Unknown {
  const first = checkValue(machine, machine.force(one), value)
  if (first === true) return true
  const second = checkValue(machine, machine.force(other), value)
  return second === true || first === false ? second : first
}

/** `types.either`: the first of the two types that all definitions are of. */
export function either(left: Slot, right: Slot): AttrSet {
  const merge: MergeFunction = (machine, path, definitions) => {
    const first = allOf(machine, left, definitions)
    const asLeft = (): Slot => mergeAs(machine, left, path, definitions)
    const second = (): Slot =>
      allOf(machine, right, definitions) === false
        ? oneMerge(machine, path, definitions)
        : mergeAs(machine, right, path, definitions)
    if (first instanceof Unknown) return new Unknown(first.reason, null, [delay(asLeft), delay(second)])
    return first ? asLeft() : second()
  }
  return makeType({
    name: 'either',
    description: describe((machine) => eitherDescription(machine, left, right)),
    descriptionClass: 'conjunction',
    check: (machine, value) => anyCheck(machine, left, right, value),
    merge,
    nestedTypes: [
      ['left', left],
      ['right', right],
    ],
    combine: (machine, other) => {
      const one = mergeTypes(machine, machine.force(left), machine.force(nestedType(other, 'left')))
      if (!(one instanceof AttrSet)) return one
      const two = mergeTypes(machine, machine.force(right), machine.force(nestedType(other, 'right')))
      return two instanceof AttrSet ? either(one, two) : two
    },
  })
}

function eitherDescription(machine: Machine, left: Slot, right: Slot): string | Unknown {
  const type = machine.force(left)
  const own = hasName(type, 'descriptionClass') === true ? machine.select(type, 'descriptionClass') : null
  const clause = own === 'nonRestrictiveClause'
  const one = clause
    ? phrase(machine, left, ['nonRestrictiveClause'])
    : phrase(machine, left, ['noun', 'conjunction'])
  if (one instanceof Unknown) return one
  const two = phrase(machine, right, clause ? ['noun', 'conjunction'] : ['noun', 'conjunction', 'composite'])
  return two instanceof Unknown ? two : `${one}${clause ? ',' : ''} or ${two}`
}
