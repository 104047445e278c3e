import { AttrSet, Unknown, type Machine, type Value } from '../../nix/eval/value.ts'
import { system } from '../../nix/lib/package-set.ts'
import type { World } from '../world/world.ts'
import type { EvaluatedEntryPoint, ModuleSet } from './evaluated.ts'
import { failed, librariesOf, nothing, overlaysOf } from './hand-out.ts'
import { moduleAttributes } from './reserved-attributes.ts'

const path = 'flake.nix'

/** Evaluates the outputs of `flake.nix` with its inputs as far as they are known. */
export function evaluateFlake(world: World): EvaluatedEntryPoint {
  const { outputs, self } = world.flake
  const evaluated = world.evaluator.attempt((machine) => ({ machine, value: machine.force(outputs) }))
  if (!evaluated.ok) return failed(path, world.describeFault(evaluated.fault, { path, line: 1, column: 1 }))
  const { value, machine } = evaluated.value
  if (value instanceof AttrSet) return { ...readOutputs(path, value, machine), self }
  const unknown = value instanceof Unknown ? value.reason : 'its outputs are no set'
  return { ...nothing(path), unknown, exports: ['packages', 'modules'] }
}

/** @param outputs of a flake, which the entry point at `path` hands out */
export function readOutputs(path: string, outputs: AttrSet, machine: Machine): EvaluatedEntryPoint {
  const moduleSets = [...moduleAttributes].flatMap(([name, kind]): ModuleSet[] => {
    const attr = outputs.attrs.get(name)
    return attr === undefined ? [] : [{ slot: attr.slot, named: !name.endsWith('Module'), system: kind }]
  })
  const packages = ['packages', 'legacyPackages'].map((name) => forSystem(outputs, name, machine))
  const packageSets = packages.filter((value) => value instanceof AttrSet)
  const unknowns = packages.filter((value) => value instanceof Unknown)
  return {
    ...nothing(path),
    packageSets,
    moduleSets,
    overlays: () => overlaysOf(outputs, machine),
    libraries: librariesOf(outputs),
    exports: [
      ...(packageSets.length + unknowns.length > 0 ? (['packages'] as const) : []),
      ...(moduleSets.length > 0 ? (['modules'] as const) : []),
    ],
    unknown: unknowns[0]?.reason ?? (outputs.attrs.has('packages') ? null : (outputs.rest?.reason ?? null)),
  }
}

/** The packages of our platform, or of the first one there is. */
function forSystem(outputs: AttrSet, name: string, machine: Machine): Value {
  const attr = outputs.attrs.get(name)
  if (attr === undefined) return null
  return machine.guard<Value>(
    () => {
      const perSystem = machine.force(attr.slot)
      if (!(perSystem instanceof AttrSet)) return perSystem
      const own = perSystem.attrs.get(system)
      if (own !== undefined || perSystem.rest !== null) return machine.select(perSystem, system)
      const [first] = perSystem.attrs.values()
      return first === undefined ? null : machine.force(first.slot)
    },
    (fault) => new Unknown(`evaluating ${name} of the flake fails: ${fault.message}`),
  )
}
