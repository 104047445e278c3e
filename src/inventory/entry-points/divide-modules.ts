import { AttrSet, type Attr, type Machine, type Value } from '../../nix/eval/value.ts'
import { moduleKeys } from '../modules/reach-modules.ts'
import type { ModuleSet } from './evaluated.ts'
import { systemAttributes } from './reserved-attributes.ts'

/**
 * Divides a set of modules by name into one for each system, where it holds sets that are named after systems:
 * `{ knot = ./knot.nix; hmModules = { editor = ./editor.nix; }; }`.
 */
export function divideModules(modules: ModuleSet, machine: Machine): readonly ModuleSet[] {
  const value = forced(modules.slot, machine)
  if (!isByName(value)) return [modules]
  const inner: ModuleSet[] = []
  const own = new Map<string, Attr>()
  for (const [name, attr] of value.attrs) {
    const system = systemAttributes.get(name)
    if (system !== undefined && isByName(forced(attr.slot, machine)))
      inner.push({ slot: attr.slot, named: true, system })
    else own.set(name, attr)
  }
  if (inner.length === 0) return [modules]
  return [{ ...modules, slot: new AttrSet(own, value.rest, null, value.maybe) }, ...inner]
}

function forced(slot: ModuleSet['slot'], machine: Machine): Value {
  return machine.guard<Value>(
    () => machine.force(slot),
    () => null,
  )
}

function isByName(value: Value): value is AttrSet {
  return value instanceof AttrSet && !moduleKeys.some((key) => value.attrs.has(key))
}
