import { AttrSet, Lambda, Native, PathValue, isList, type Slot, type Value } from '../../nix/eval/value.ts'
import { isModuleFunction } from '../modules/open-module.ts'
import type { World } from '../world/world.ts'
import type { EvaluatedEntryPoint } from './evaluated.ts'
import { evaluateFile, failed, nothing } from './evaluate-file.ts'
import { evaluateFlake } from './evaluate-flake.ts'

/** Evaluates one entry point, in the way its name and its value ask for. */
export function evaluateEntryPoint(path: string, world: World): EvaluatedEntryPoint {
  if (path === 'flake.nix') return evaluateFlake(world)
  if (/(^|\/)overlays?(\/default)?\.nix$/.test(path)) return evaluateOverlays(path, world)
  if (/(^|\/)[\w-]*modules[\w-]*(\/default)?\.nix$/i.test(path) || /(^|\/)module-list\.nix$/.test(path))
    return evaluateModuleList(path, world)
  return evaluateFile(path, world)
}

/** `overlays/default.nix`: a set of overlays by name, a list of them, or one. */
function evaluateOverlays(path: string, world: World): EvaluatedEntryPoint {
  return withValue(path, world, (value) => {
    const overlays: readonly Slot[] = isFunction(value)
      ? [value]
      : isList(value)
        ? value
        : value instanceof AttrSet
          ? [...value.attrs.values()].map(({ slot }) => slot)
          : []
    return { ...nothing(path), overlays: () => overlays, exports: overlays.length > 0 ? ['overlay'] : [] }
  })
}

/** `modules/default.nix`: a module, a set of modules by name, or a function of `lib` or `pkgs` that gives one. */
function evaluateModuleList(path: string, world: World): EvaluatedEntryPoint {
  return withValue(path, world, (value) => {
    const needsCall = value instanceof Lambda && !isModuleFunction(value)
    const slot: Slot = needsCall ? world.evaluator.machine.apply(value, new AttrSet(new Map())) : value
    return { ...nothing(path), moduleSets: [{ slot, named: false, system: 'nixos' }], exports: ['modules'] }
  })
}

function withValue(
  path: string,
  world: World,
  read: (value: Value) => EvaluatedEntryPoint,
): EvaluatedEntryPoint {
  const result = world.evaluator.attempt((machine) =>
    read(machine.importFile(new PathValue(path, true), null)),
  )
  return result.ok
    ? result.value
    : failed(path, world.describeFault(result.fault, { path, line: 1, column: 1 }))
}

function isFunction(value: Value): boolean {
  return value instanceof Lambda || value instanceof Native
}
