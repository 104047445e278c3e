import { equalValues } from '../eval/compare.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { definedNames, definitionsOf, discharge, type Definition } from './definitions.ts'

/** How a submodule is evaluated: handed in, since modules and their options need each other. */
export type Submodules = (
  modules: readonly Slot[],
  definitions: readonly Definition[],
  name: string,
  machine: Machine,
) => Value

/**
 * The value of an option from its definitions, by its type, as far as both are known.
 * @param type an option type, or what is known of one
 * @param fallback the option's default, or null
 */
export function mergeDefinitions(
  type: Value,
  definitions: readonly Definition[],
  fallback: Slot | null,
  name: string,
  submodules: Submodules,
  machine: Machine,
): Value {
  const effective = strongest(definitions)
  if (effective.length === 0) {
    if (fallback === null) return withoutDefinition(type, name, submodules, machine)
    return mergeByType(type, discharge(fallback, machine), name, submodules, machine)
  }
  if (effective.some(({ uncertain }) => uncertain)) {
    const values = [...effective.map(({ value }) => value), ...(fallback === null ? [] : [fallback])]
    return (
      uncertainSet(type, effective, name, submodules, machine) ??
      new Unknown(`'${name}' is set under a condition`, null, values)
    )
  }
  return mergeByType(type, effective, name, submodules, machine)
}

function strongest(definitions: readonly Definition[]): readonly Definition[] {
  // An uncertain definition may win or not be there: all others stay in the running.
  const certain = definitions.filter(({ uncertain }) => !uncertain)
  const limit = Math.min(...certain.map(({ priority }) => priority))
  return definitions.filter(({ priority, uncertain }) => (uncertain ? priority <= limit : priority === limit))
}

/** Sets of submodules keep their known members even where one definition is uncertain. */
function uncertainSet(
  type: Value,
  definitions: readonly Definition[],
  name: string,
  submodules: Submodules,
  machine: Machine,
): Value | null {
  const kind = typeNameOf(type, machine)
  if (kind !== 'attrsOf' && kind !== 'lazyAttrsOf' && kind !== 'submodule') return null
  return mergeByType(type, definitions, name, submodules, machine)
}

function withoutDefinition(type: Value, name: string, submodules: Submodules, machine: Machine): Value {
  const kind = typeNameOf(type, machine)
  if (kind === 'submodule') return mergeByType(type, [], name, submodules, machine)
  if (kind === 'attrsOf' || kind === 'lazyAttrsOf') return new AttrSet(new Map())
  if (kind === 'listOf') return []
  return new Unknown(`the option '${name}' has no value yet`)
}

/** The `name` of an option type, or null. */
export function typeNameOf(type: Value, machine: Machine): string | null {
  const name = type instanceof AttrSet ? type.attrs.get('name') : undefined
  const text = name === undefined ? null : machine.force(name.slot)
  return typeof text === 'string' ? text : null
}

/** The type that a type is made of. */
export function elementType(type: Value, machine: Machine, member = 'elemType'): Value {
  if (!(type instanceof AttrSet) || !type.attrs.has('nestedTypes'))
    return new Unknown('the type of an element')
  const nested = machine.select(type, 'nestedTypes')
  return nested instanceof AttrSet && nested.attrs.has(member)
    ? machine.select(nested, member)
    : new Unknown('the type of an element')
}

function mergeByType(
  type: Value,
  definitions: readonly Definition[],
  name: string,
  submodules: Submodules,
  machine: Machine,
): Value {
  switch (typeNameOf(type, machine)) {
    case 'submodule': {
      const modules = type instanceof AttrSet ? machine.select(type, 'submodules') : null
      return isList(modules) ? submodules(modules, definitions, name, machine) : new Unknown('a submodule')
    }
    case 'attrsOf':
    case 'lazyAttrsOf':
      return mergeAttrsOf(elementType(type, machine), definitions, submodules)
    case 'nullOr': {
      if (definitions.every(({ value }) => value === null)) return null
      return mergeByType(elementType(type, machine), definitions, name, submodules, machine)
    }
    case 'listOf':
    case 'nonEmptyListOf':
      return mergeLists(elementType(type, machine), definitions, name, submodules, machine)
    case 'lines':
      return mergeTexts(definitions, '\n')
    case 'commas':
      return mergeTexts(definitions, ',')
    case 'envVar':
      return mergeTexts(definitions, ':')
    case 'coercedTo':
    case 'deferredModule':
      return new Unknown(`the value of '${name}' is converted`)
    default:
      return mergeUntyped(definitions, name, machine)
  }
}

function mergeAttrsOf(element: Value, definitions: readonly Definition[], submodules: Submodules): Value {
  const { names, open } = definedNames(definitions)
  const attrs = new Map<string, Attr>()
  for (const name of names) {
    const position = definitions
      .map(({ value }) => (value instanceof AttrSet ? value.attrs.get(name)?.position : null))
      .find((found) => found !== null && found !== undefined)
    const slot = delay((inner) =>
      mergeDefinitions(element, definitionsOf(name, definitions, inner), null, name, submodules, inner),
    )
    attrs.set(name, new Attr(slot, position ?? null))
  }
  const uncertain = definitions.some((definition) => definition.uncertain)
  return new AttrSet(attrs, open ?? (uncertain ? new Unknown('set under a condition') : null))
}

function mergeLists(
  element: Value,
  definitions: readonly Definition[],
  name: string,
  submodules: Submodules,
  machine: Machine,
): Value {
  const items: Slot[] = []
  for (const { value } of definitions) {
    if (!isList(value))
      return new Unknown(value instanceof Unknown ? value.reason : `'${name}' is not a list`)
    for (const item of value) {
      items.push(
        typeNameOf(element, machine) === 'submodule'
          ? delay((inner) => mergeByType(element, discharge(item, inner), name, submodules, inner))
          : item,
      )
    }
  }
  machine.spend(items.length)
  return items
}

function mergeTexts(definitions: readonly Definition[], separator: string): Value {
  const texts: string[] = []
  for (const { value } of definitions) {
    if (typeof value !== 'string') return new Unknown(value instanceof Unknown ? value.reason : 'text')
    texts.push(value)
  }
  return texts.join(separator)
}

/**
 * One definition is the value; sets are merged; equal values agree. Also for options that nobody here declares
 * (those of NixOS): their sets and lists are put together, which is what their types do.
 */
export function mergeUntyped(definitions: readonly Definition[], name: string, machine: Machine): Value {
  const [first] = definitions
  if (first === undefined) return new Unknown(`the option '${name}' has no value yet`)
  if (definitions.length === 1) return first.value
  const values = definitions.map(({ value }) => value)
  const unknown = values.find((value) => value instanceof Unknown)
  if (values.every((value) => value instanceof AttrSet || value instanceof Unknown)) {
    const sets = definitions.filter(({ value }) => value instanceof AttrSet)
    const { names, open } = definedNames(definitions)
    const merged = attrSet(
      names.map((key): [string, Slot] => [
        key,
        delay((inner) => mergeUntyped(definitionsOf(key, sets, inner), key, inner)),
      ]),
    )
    return new AttrSet(merged.attrs, open)
  }
  if (unknown instanceof Unknown) return new Unknown(unknown.reason)
  if (values.every(isList)) return values.flatMap((value) => (isList(value) ? [...value] : []))
  const agree = values.every((value) => equalValues(first.value, value, machine) === true)
  return agree ? first.value : new Unknown(`'${name}' has definitions that disagree`)
}
