import { because, hasName } from '../../eval/partial.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { discharge, strongest, type Definition, type Discharged } from './definition.ts'

/** Where an option is: its path, also through sets of submodules. */
export type OptionPath = readonly string[]

/** What an option's definitions come to. */
export type Merged = {
  readonly value: Slot
  /** Whether there is any definition, the option's default included. */
  readonly isDefined: boolean | Unknown
  readonly definitions: readonly Discharged[]
}

/** Merges definitions of one type. */
export type MergeFunction = (machine: Machine, path: OptionPath, definitions: readonly Discharged[]) => Slot

/** How two declarations of one option go together: null where they don't. */
export type CombineFunction = (machine: Machine, other: AttrSet, merge: TypeMerge) => AttrSet | null | Unknown

/**
 * The `merge` of a type that is implemented here. To Nix code it is a function of a path and of definitions. It stays
 * where a type is changed by `//`, so what the type is made of is kept with it.
 */
export class TypeMerge extends Native {
  /** May count on at least one definition, none of them uncertain, each of the type. */
  readonly merge: MergeFunction
  /** For types of sets: something is known of them even where definitions are uncertain. */
  readonly mergeUncertain: MergeFunction | null
  /** Null where a type goes together with any of its name. */
  readonly combine: CombineFunction | null
  /** Values of an enum, modules of a submodule. */
  readonly payload: Slot
  constructor(
    merge: MergeFunction,
    more: Partial<Pick<TypeMerge, 'mergeUncertain' | 'combine' | 'payload'>> = {},
  ) {
    super('merge', 2, (machine, [path = null, definitions = null]) => {
      const names = textsOf(machine, path)
      const list = definitionsFrom(machine, definitions)
      return names instanceof Unknown ? names : list instanceof Unknown ? list : merge(machine, names, list)
    })
    this.merge = merge
    this.mergeUncertain = more.mergeUncertain ?? null
    this.combine = more.combine ?? null
    this.payload = more.payload ?? null
  }
}

function textsOf(machine: Machine, slot: Slot): readonly string[] | Unknown {
  const list = machine.force(slot)
  if (!Array.isArray(list)) return new Unknown('the path of an option')
  const texts = (list as readonly Slot[]).map((item) => machine.force(item))
  return texts.every((text) => typeof text === 'string') ? texts : new Unknown('the path of an option')
}

function definitionsFrom(machine: Machine, slot: Slot): readonly Discharged[] | Unknown {
  const list = machine.force(slot)
  if (!Array.isArray(list)) return new Unknown('the definitions of an option')
  return (list as readonly Slot[]).map((item) => {
    const value = machine.select(machine.force(item), 'value')
    return { value, file: '', position: null, uncertain: null, priority: 0, order: null }
  })
}

/** The value of an option from its definitions; see nixpkgs' `mergeDefinitions`. */
export function mergeDefinitions(
  machine: Machine,
  path: OptionPath,
  type: Slot,
  given: readonly Definition[],
): Merged {
  const definitions = strongest(given.flatMap((definition) => discharge(machine, definition)))
  const [first] = definitions
  if (first === undefined) return { value: emptyValue(path, type), isDefined: false, definitions }
  const certain = definitions.filter(({ uncertain }) => uncertain === null)
  const isDefined = certain.length > 0 ? true : because(first.uncertain ?? new Unknown('a definition'))
  return { value: delay((inner) => mergeAll(inner, path, type, definitions)), isDefined, definitions }
}

function emptyValue(path: OptionPath, type: Slot): Slot {
  return delay((machine) => {
    const value = machine.force(type)
    const has = hasName(value, 'emptyValue')
    if (has instanceof Unknown) return has
    const empty = has ? machine.select(value, 'emptyValue') : null
    if (hasName(empty, 'value') === true) return machine.select(empty, 'value')
    return machine.fail('throw', `The option '${path.join('.')}' was accessed but has no value defined.`)
  })
}

/** So many definitions may be uncertain until there are too many ways it could be. */
const choiceLimit = 3

function mergeAll(machine: Machine, path: OptionPath, type: Slot, definitions: readonly Discharged[]): Slot {
  const open = definitions.filter(({ uncertain }) => uncertain !== null)
  const [first] = open
  if (first === undefined) return mergeCertain(machine, path, type, definitions)
  const merge = mergeOf(machine, type)
  // One that wins over others takes their names away with it, if it is there.
  const isLevel = definitions.every(({ priority }) => priority === first.priority)
  if (isLevel && merge instanceof TypeMerge && merge.mergeUncertain !== null) {
    return merge.mergeUncertain(machine, path, definitions)
  }
  const reason = first.uncertain?.reason ?? 'a definition that may not be there'
  if (open.length > choiceLimit) return new Unknown(reason)
  // One of all the ways in which uncertain definitions are there or not is how it is.
  const ways = Array.from({ length: 2 ** open.length }, (_, way) =>
    definitions.flatMap((definition): readonly Discharged[] => {
      const index = open.indexOf(definition)
      return index >= 0 && (way & (1 << index)) === 0 ? [] : [{ ...definition, uncertain: null }]
    }),
  )
  const outcomes = ways.map((way) =>
    way.length === 0
      ? emptyValue(path, type)
      : delay((inner) => mergeCertain(inner, path, type, strongest(way))),
  )
  return new Unknown(reason, null, outcomes)
}

function mergeOf(machine: Machine, type: Slot): Value {
  const value = machine.force(type)
  return hasName(value, 'merge') === true ? machine.select(value, 'merge') : new Unknown('how a type merges')
}

function mergeCertain(
  machine: Machine,
  path: OptionPath,
  type: Slot,
  definitions: readonly Discharged[],
): Slot {
  const kind = machine.force(type)
  const [first] = definitions
  if (kind instanceof Unknown)
    return new Unknown(kind.reason, null, definitions.length === 1 ? [first?.value ?? null] : null)
  for (const { value } of definitions) {
    if (checkValue(machine, kind, value) !== false) continue
    const description = hasName(kind, 'description') === true ? machine.select(kind, 'description') : null
    const wanted = typeof description === 'string' ? `'${description}'` : 'its type'
    return machine.fail('throw', `A definition for option '${path.join('.')}' is not of type ${wanted}.`)
  }
  const merge = mergeOf(machine, kind)
  if (merge instanceof TypeMerge) return merge.merge(machine, path, definitions)
  if (merge instanceof Unknown)
    return new Unknown(
      merge.reason,
      null,
      definitions.map(({ value }) => value),
    )
  const list = definitions.map(({ file, value }) =>
    attrSet([
      ['file', file],
      ['value', value],
    ]),
  )
  return delayCall(merge, path, list)
}

/** Whether a value is of a type, as the type says. */
export function checkValue(machine: Machine, type: Value, value: Slot): boolean | Unknown {
  const has = hasName(type, 'check')
  if (has !== true) return has === false ? true : has
  const answer = machine.apply(machine.select(type, 'check'), value)
  if (typeof answer === 'boolean') return answer
  return new Unknown(answer instanceof Unknown ? answer.reason : 'whether a value has a type')
}
