import { because, hasName } from '../../eval/partial.ts'
import {
  AttrSet,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { TypeMerge, type CombineFunction, type MergeFunction } from '../modules/merge-definitions.ts'
import { property } from '../modules/property.ts'

/** How a description reads inside another: what needs parentheses depends on it. */
export type DescriptionClass = 'noun' | 'composite' | 'conjunction' | 'nonRestrictiveClause'

/** What a type is made of. */
export type TypeSpec = {
  readonly name: Slot
  readonly description?: Slot
  readonly descriptionClass?: DescriptionClass
  readonly check: (machine: Machine, value: Slot) => boolean | Unknown
  readonly merge: MergeFunction
  /** The value where there is no definition. */
  readonly emptyValue?: Slot
  readonly nestedTypes?: readonly (readonly [string, Slot])[]
  /** Modules of the submodules in it, as a list. */
  readonly modules?: Slot
} & Partial<Pick<TypeMerge, 'mergeUncertain' | 'combine' | 'payload'>>

/** An option type as nixpkgs' `mkOptionType` makes it. */
export function makeType(spec: TypeSpec): AttrSet {
  return property('option-type', [
    ['name', spec.name],
    ['description', spec.description ?? spec.name],
    ['descriptionClass', spec.descriptionClass ?? null],
    ['check', native('check', 1, (machine, [value = null]) => spec.check(machine, value))],
    ['merge', new TypeMerge(spec.merge, spec)],
    ['emptyValue', attrSet(spec.emptyValue === undefined ? [] : [['value', spec.emptyValue]])],
    ['nestedTypes', attrSet(spec.nestedTypes ?? [])],
    ['getSubModules', spec.modules ?? null],
    ['getSubOptions', native('getSubOptions', 1, () => new Unknown('the options inside a type'))],
    ['substSubModules', native('substSubModules', 1, () => new Unknown('a type with other submodules'))],
    ['functor', new Unknown('how a type is made')],
    ['typeMerge', native('typeMerge', 1, () => new Unknown('whether two types go together'))],
    ['deprecationMessage', null],
  ])
}

/**
 * The type of an option that is declared with two types.
 * @returns null where they don't go together
 */
export function mergeTypes(machine: Machine, one: Value, other: Value): AttrSet | null | Unknown {
  if (one instanceof Unknown || other instanceof Unknown) return new Unknown('a type that is declared twice')
  if (!(one instanceof AttrSet) || !(other instanceof AttrSet)) return null
  const [name, otherName] = [nameOf(machine, one), nameOf(machine, other)]
  if (name === null || otherName === null) return new Unknown('a type that is declared twice')
  if (name !== otherName) return null
  const [merge, otherMerge] = [one, other].map((type) =>
    hasName(type, 'merge') === true ? machine.select(type, 'merge') : null,
  )
  if (!(merge instanceof TypeMerge) || !(otherMerge instanceof TypeMerge)) {
    return new Unknown('a type that is declared twice')
  }
  return merge.combine === null ? one : merge.combine(machine, other, otherMerge)
}

function nameOf(machine: Machine, type: AttrSet): string | null {
  const name = hasName(type, 'name') === true ? machine.select(type, 'name') : null
  return typeof name === 'string' ? name : null
}

/** A type made of another one goes together with one made of a type that goes together with that. */
export function combineElements(element: Slot, rebuild: (merged: AttrSet) => AttrSet): CombineFunction {
  return (machine, other) => {
    const merged = mergeTypes(machine, machine.force(element), machine.force(nestedType(other, 'elemType')))
    return merged instanceof AttrSet ? rebuild(merged) : merged
  }
}

/** A type that a type is made of. */
export function nestedType(type: AttrSet, name: string): Slot {
  return delay((machine) => {
    const nested = machine.select(type, 'nestedTypes')
    const has = hasName(nested, name)
    return has === true ? machine.select(nested, name) : new Unknown('a type that another is made of')
  })
}

/** The description of a type inside another: in parentheses unless it is of one of these classes. */
export function phrase(machine: Machine, type: Slot, plain: readonly DescriptionClass[]): string | Unknown {
  const value = machine.force(type)
  if (value instanceof Unknown) return because(value)
  const description = machine.select(value, 'description')
  if (description instanceof Unknown) return because(description)
  if (typeof description !== 'string') return new Unknown('the description of a type')
  const own = hasName(value, 'descriptionClass') === true ? machine.select(value, 'descriptionClass') : null
  return plain.some((name) => name === own) ? description : `(${description})`
}

/** A description that is made when it is asked for. */
export function describe(make: (machine: Machine) => string | Unknown): Slot {
  return delay(make)
}

/** `type // { … }`. */
export function changeType(type: AttrSet, changes: readonly (readonly [string, Slot])[]): AttrSet {
  return new AttrSet(new Map([...type.attrs, ...attrSet(changes).attrs]), type.rest)
}
