import { formalsOf } from '../../nix/eval/formals.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { isModuleFunction } from '../modules/open-module.ts'
import type { World } from '../world/world.ts'
import { divideModules } from './divide-modules.ts'
import type { EvaluatedEntryPoint } from './evaluated.ts'
import { evaluateFile } from './evaluate-file.ts'
import { evaluateFlake } from './evaluate-flake.ts'
import { failed, nothing } from './hand-out.ts'

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
  return withValue(path, world, (value, machine) => {
    const needsCall = value instanceof Lambda && !isModuleFunction(value)
    const [asked] = needsCall ? requiredFormals(value) : []
    // Who imports it has to give that, so it is a part of another entry point.
    if (asked !== undefined) return nothing(path)
    const slot: Slot = needsCall ? machine.apply(value, new AttrSet(new Map())) : value
    const modules = divideModules({ slot, named: false, system: 'nixos' }, machine)
    return { ...nothing(path), moduleSets: modules, exports: ['modules'] }
  })
}

function withValue(
  path: string,
  world: World,
  read: (value: Value, machine: Machine) => EvaluatedEntryPoint,
): EvaluatedEntryPoint {
  const result = world.evaluator.attempt((machine) =>
    read(machine.importFile(new PathValue(path, true), null), machine),
  )
  return result.ok
    ? result.value
    : failed(path, world.describeFault(result.fault, { path, line: 1, column: 1 }))
}

function requiredFormals(value: Value): readonly string[] {
  return [...(formalsOf(value) ?? [])].filter(([, hasDefault]) => !hasDefault).map(([name]) => name)
}

function isFunction(value: Value): boolean {
  return value instanceof Lambda || value instanceof Native
}
