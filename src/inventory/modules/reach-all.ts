import type { EvaluationFault } from '../../model/inventory.ts'
import type { AttrSet } from '../../nix/eval/value.ts'
import type { ModuleSet } from '../entry-points/evaluated.ts'
import type { World } from '../world/world.ts'
import type { OpenedFile } from './open-file.ts'
import { nothingReached, reachModules, type Reach, type Reached } from './reach-modules.ts'

/** What an entry point hands out as modules. */
export type ModuleEntry = { readonly path: string; readonly sets: readonly ModuleSet[] }

export type ReachedModules = {
  /** The entry points that reach each file, with the systems they offer it for. */
  readonly reachedBy: ReadonlyMap<string, ReadonlyMap<string, ModuleSet['system']>>
  /** Why an entry point may reach more than is known, by its path. */
  readonly unknownBy: ReadonlyMap<string, string>
  /** What evaluating the modules of an entry point runs into, by its path. */
  readonly faultsBy: ReadonlyMap<string, readonly EvaluationFault[]>
}

/** Follows what entry points hand out as modules, through all that is imported. */
export function reachAll(
  entries: readonly ModuleEntry[],
  open: (path: string) => OpenedFile,
  reach: Reach,
  world: World,
): ReachedModules & Pick<Reached, 'whole' | 'made'> {
  const whole = new Set<string>()
  const made: AttrSet[] = []
  const reachedBy = new Map<string, Map<string, ModuleSet['system']>>()
  const unknownBy = new Map<string, string>()
  const faultsBy = new Map<string, EvaluationFault[]>()
  for (const { path, sets } of entries)
    for (const { slot, system } of sets) {
      const result = world.evaluator.attempt(() => reachModules(slot, reach))
      const start = result.ok ? result.value : { ...nothingReached(), faults: [result.fault] }
      const noteUnknown = (reason: string | null): void => {
        if (reason !== null && !unknownBy.has(path)) unknownBy.set(path, reason)
      }
      noteUnknown(start.unknown)
      const faults = start.faults.map((fault) => world.describeFault(fault, { path, line: 1, column: 1 }))
      faultsBy.set(path, [...(faultsBy.get(path) ?? []), ...faults])
      for (const file of start.whole) whole.add(file)
      made.push(...start.made)
      const seen = new Set<string>()
      const pending: Pick<Reached, 'files' | 'whole'>[] = [start]
      for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
        for (const file of step.files) {
          const by = reachedBy.get(file) ?? new Map<string, ModuleSet['system']>()
          reachedBy.set(file, by)
          if (!by.has(path)) by.set(path, system)
        }
        for (const file of step.whole) {
          if (seen.has(file)) continue
          seen.add(file)
          const { imports } = open(file)
          noteUnknown(imports.unknown)
          pending.push(imports)
        }
      }
    }
  return { reachedBy, unknownBy, faultsBy, whole, made }
}
