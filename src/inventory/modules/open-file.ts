import type { EvaluationFault } from '../../model/inventory.ts'
import { AttrSet, PathValue, Unknown } from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'
import { openModule, type ModuleArguments } from './open-module.ts'
import { followImports, nothingReached, type Reach, type Reached } from './reach-modules.ts'

/** A file, opened as the module that it is when it is imported. */
export type Opened = {
  readonly path: string
  /** The file as it is; null where it is no module by itself. */
  readonly body: AttrSet | null
  readonly fault: EvaluationFault | null
  readonly unknown: string | null
}

/** With what it imports. */
export type OpenedFile = { readonly file: Opened; readonly imports: Reached }

export function openFile(path: string, given: ModuleArguments, world: World): Opened {
  const result = world.evaluator.attempt((machine) =>
    openModule(machine.importFile(new PathValue(path, true), null), given, world, machine),
  )
  const nothing = { path, body: null, fault: null, unknown: null }
  if (!result.ok) {
    const fault = world.describeFault(result.fault, { path, line: 1, column: 1 })
    return { ...nothing, fault, unknown: fault.message }
  }
  if (result.value instanceof AttrSet) return { ...nothing, body: result.value }
  return { ...nothing, unknown: result.value instanceof Unknown ? result.value.reason : null }
}

export function followFile({ body, unknown }: Opened, reach: Reach, world: World): Reached {
  const imports = nothingReached()
  if (body === null) return { ...imports, unknown }
  const result = world.evaluator.attempt(() => {
    followImports(body, reach, imports)
  })
  if (!result.ok) imports.unknown ??= result.fault.message
  return imports
}
