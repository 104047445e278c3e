import {
  Attr,
  AttrSet,
  Lambda,
  PathValue,
  Unknown,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { formalsOf } from '../../nix/eval/formals.ts'
import { system } from '../../nix/lib/package-set.ts'
import type { World } from '../world/world.ts'
import type { EvaluatedEntryPoint, ModuleSet } from './evaluated.ts'
import { failed, librariesOf, nothing, overlaysOf } from './evaluate-file.ts'
import { moduleAttributes } from './reserved-attributes.ts'

const path = 'flake.nix'

/** What Nix adds to a flake's outputs as `self` (Nix manual, "nix flake", "Flake format"). */
const sourceInfo = [
  'sourceInfo',
  'narHash',
  'lastModified',
  'lastModifiedDate',
  'rev',
  'shortRev',
  'dirtyRev',
  'dirtyShortRev',
  'revCount',
  'submodules',
  '_type',
]

/** Evaluates the outputs of `flake.nix` with its inputs as far as they are known. */
export function evaluateFlake(world: World): EvaluatedEntryPoint {
  const evaluated = world.evaluator.attempt((machine) => ({ machine, ...evaluateOutputs(world, machine) }))
  if (!evaluated.ok) return failed(path, world.describeFault(evaluated.fault, { path, line: 1, column: 1 }))
  const { outputs, self, machine } = evaluated.value
  if (!(outputs instanceof AttrSet)) {
    const unknown = outputs instanceof Unknown ? outputs.reason : 'its outputs are no set'
    return { ...nothing(path), unknown, exports: ['packages', 'modules'] }
  }
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
    self,
    exports: [
      ...(packageSets.length + unknowns.length > 0 ? (['packages'] as const) : []),
      ...(moduleSets.length > 0 ? (['modules'] as const) : []),
    ],
    unknown: unknowns[0]?.reason ?? (outputs.attrs.has('packages') ? null : (outputs.rest?.reason ?? null)),
  }
}

function evaluateOutputs(world: World, machine: Machine): { readonly outputs: Value; readonly self: Slot } {
  const file = machine.importFile(new PathValue(path, true), null)
  const fn = machine.select(file, 'outputs')
  const outputs: Slot = delay((inner) => inner.apply(fn, args(inner)))
  const self = delay((inner) => selfOf(inner.force(outputs), world))
  const args = (inner: Machine): Slot => {
    const attrs = new Map<string, Attr>([['self', new Attr(self, null)]])
    for (const [name, slot] of world.inputs) attrs.set(name, new Attr(slot, null))
    for (const name of formalsOf(inner.force(fn))?.keys() ?? [])
      if (!attrs.has(name))
        attrs.set(name, new Attr(new Unknown(`the flake input ${name}`, ['inputs', name]), null))
    return new AttrSet(fn instanceof Lambda ? attrs : new Map())
  }
  return { outputs: machine.force(outputs), self }
}

function selfOf(outputs: Value, world: World): Value {
  if (!(outputs instanceof AttrSet)) return outputs
  const attrs = new Map<string, Attr>()
  for (const name of sourceInfo) attrs.set(name, new Attr(new Unknown(`${name} of the flake's source`), null))
  attrs.set('outPath', new Attr(new PathValue('', true), null))
  attrs.set(
    'inputs',
    new Attr(
      new AttrSet(new Map([...world.inputs].map(([name, slot]) => [name, new Attr(slot, null)]))),
      null,
    ),
  )
  attrs.set('outputs', new Attr(outputs, null))
  return new AttrSet(new Map([...attrs, ...outputs.attrs]), outputs.rest, null, outputs.maybe)
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
