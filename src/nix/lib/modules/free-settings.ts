import { equalValues } from '../../eval/compare.ts'
import { because } from '../../eval/partial.ts'
import { Attr, AttrSet, Unknown, delay, isList, type Machine, type Slot } from '../../eval/value.ts'
import {
  definedNames,
  definitionsOf,
  discharge,
  strongest,
  type Definition,
  type Discharged,
} from './definition.ts'

/**
 * Definitions of something whose type is not known, put together as most types do: sets by name, lists one after the
 * other. Of what differs, or is only perhaps there, the candidates are known.
 */
export function mergeFree(machine: Machine, path: readonly string[], given: readonly Definition[]): Slot {
  const all = given.flatMap((definition) => discharge(machine, definition))
  const sets = all.filter(({ value }) => isPlainSet(value))
  if (sets.length > 0 && sets.length === all.length) return mergeSets(machine, path, all)
  const definitions = strongest(all)
  const [first] = definitions
  if (first === undefined) return new Unknown(`'${path.join('.')}' is not defined`)
  const uncertain = definitions.find((definition) => definition.uncertain !== null)?.uncertain ?? null
  const values = definitions.map(({ value }) => value)
  if (uncertain !== null) return new Unknown(uncertain.reason, null, values)
  if (definitions.length === 1) return first.value
  if (values.every(isList)) return values.flatMap((value) => (isList(value) ? [...value] : []))
  const agree = values.every((value) => equalValues(first.value, value, machine) === true)
  return agree ? first.value : new Unknown(`'${path.join('.')}' has several definitions`, null, values)
}

function isPlainSet(value: Slot): boolean {
  return value instanceof AttrSet && value.derivation === null
}

/** A definition that another one has priority over may count or not, as the type will have it. */
function mergeSets(machine: Machine, path: readonly string[], all: readonly Discharged[]): AttrSet {
  const winning = new Set(strongest(all))
  const definitions = all.map((definition): Definition =>
    winning.has(definition) ? definition : { ...definition, uncertain: definition.uncertain ?? overridden },
  )
  const { names, open } = definedNames(machine, definitions)
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>()
  let rest = open
  for (const name of names) {
    const own = definitionsOf(machine, name, definitions)
    const found = own.flatMap((definition) => discharge(machine, definition))
    const [first] = found
    if (first === undefined) continue
    const slot = delay((inner) => mergeFree(inner, [...path, name], own))
    const attr = new Attr(slot, first.position)
    if (found.some(({ uncertain }) => uncertain === null)) attrs.set(name, attr)
    else {
      maybe.set(name, attr)
      rest ??= because(first.uncertain ?? overridden)
    }
  }
  return new AttrSet(attrs, rest, null, maybe.size > 0 ? maybe : null)
}

const overridden = new Unknown('another definition has priority')
