import { AttrSet, PathValue, Unknown, type Machine, type Slot } from '../../nix/eval/value.ts'
import { isFlake } from '../world/own-flake.ts'
import type { World } from '../world/world.ts'
import { moduleAttributes, otherAttributes, sharedNames } from './reserved-attributes.ts'
import { callEntryPoint } from './call-entry-point.ts'
import { divideModules } from './divide-modules.ts'
import type { EvaluatedEntryPoint, ModuleSet } from './evaluated.ts'
import { readOutputs } from './evaluate-flake.ts'
import { failed, librariesOf, nothing, overlaysOf } from './hand-out.ts'

/** Attributes that hold the packages where they do not stand beside the others. */
const packageContainers = ['packages', 'legacyPackages', 'pkgs']

/** Evaluates `default.nix`, `pkgs/default.nix` and the like. */
export function evaluateFile(path: string, world: World): EvaluatedEntryPoint {
  const evaluated = world.evaluator.attempt((machine) => {
    const file = machine.importFile(new PathValue(path, true), null)
    return { machine, ...callEntryPoint(file, world, machine) }
  })
  if (!evaluated.ok) {
    const fault = world.describeFault(evaluated.fault, { path, line: 1, column: 1 })
    return failed(path, fault)
  }
  const { value, required, isOverlay, machine } = evaluated.value
  if (isOverlay)
    return { ...nothing(path), overlays: () => [value], exports: ['overlay'], requiredArguments: required }
  if (value instanceof AttrSet && isFlake(value, machine)) return readOutputs(path, value, machine)
  if (value instanceof AttrSet)
    return isModule(value) ? readModule(path, value) : readSet(path, value, required, machine)
  const unknown = value instanceof Unknown ? value.reason : null
  return {
    ...nothing(path),
    unknown,
    exports: unknown === null ? [] : ['packages'],
    requiredArguments: required,
  }
}

/** Sets that say what they import, or what options they have, are modules: of NixOS, or of flake-parts. */
function isModule({ attrs }: AttrSet): boolean {
  return attrs.has('imports') || attrs.has('perSystem') || (attrs.has('options') && attrs.has('config'))
}

/** A root that is a module is imported as a whole; flake-parts' modules are parts of a flake. */
function readModule(path: string, { attrs }: AttrSet): EvaluatedEntryPoint {
  if (path !== 'default.nix' || attrs.has('perSystem') || attrs.has('flake')) return nothing(path)
  const modules: ModuleSet = { slot: new PathValue(path, true), named: false, system: 'nixos' }
  return { ...nothing(path), moduleSets: [modules], exports: ['modules'] }
}

function readSet(
  path: string,
  value: AttrSet,
  required: readonly string[],
  machine: Machine,
): EvaluatedEntryPoint {
  const own = new Map(
    [...value.attrs].filter(
      ([name, { slot }]) =>
        !moduleAttributes.has(name) &&
        (!otherAttributes.has(name) || (sharedNames.has(name) && isDerivationSlot(slot, machine))),
    ),
  )
  const containers: Slot[] = []
  for (const name of packageContainers) {
    const attr = own.get(name)
    if (attr === undefined || isDerivationSlot(attr.slot, machine)) continue
    own.delete(name)
    containers.push(attr.slot)
  }
  const moduleSets = [...moduleAttributes].flatMap(([name, system]): ModuleSet[] => {
    const attr = value.attrs.get(name) ?? value.maybe?.get(name)
    if (attr === undefined || isDerivationSlot(attr.slot, machine)) return []
    const modules: ModuleSet = { slot: attr.slot, named: !name.endsWith('Module'), system }
    return modules.named ? [...divideModules(modules, machine)] : [modules]
  })
  const packageSets: Slot[] = [new AttrSet(own, value.rest, null, value.maybe), ...containers]
  return {
    ...nothing(path),
    packageSets,
    moduleSets,
    overlays: () => overlaysOf(value, machine),
    libraries: librariesOf(value),
    exports: [
      ...(own.size + containers.length > 0 ? (['packages'] as const) : []),
      ...(moduleSets.length > 0 || value.rest !== null ? (['modules'] as const) : []),
    ],
    unknown: value.rest?.reason ?? null,
    requiredArguments: required,
  }
}

function isDerivationSlot(slot: Slot, machine: Machine): boolean {
  return machine.guard(
    () => {
      const value = machine.force(slot)
      return value instanceof AttrSet && value.derivation !== null
    },
    () => false,
  )
}
