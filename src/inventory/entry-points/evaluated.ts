import type { EvaluationFault } from '../../model/inventory.ts'
import type { Slot } from '../../nix/eval/value.ts'

/** What one entry point hands out, still as values. */
export type EvaluatedEntryPoint = {
  readonly path: string
  /** The sets that hold its packages, with what stands before their names in the attributes a user writes. */
  readonly packageSets: readonly Slot[]
  /** Values that are modules, or sets of modules by name. */
  readonly moduleSets: readonly ModuleSet[]
  /** Overlays, as functions `final: prev: { … }`; only looked at on demand, since who takes packages does not need them. */
  readonly overlays: () => readonly Slot[]
  /** Sets of functions for users, as under `lib`. */
  readonly libraries: readonly Slot[]
  /** What a flake calls `self`; null for other entry points. */
  readonly self: Slot | null
  readonly exports: readonly ('packages' | 'modules' | 'overlay')[]
  readonly unknown: string | null
  readonly requiredArguments: readonly string[]
  readonly faults: readonly EvaluationFault[]
}

/** `named`: a set from name to module; otherwise it is one module. */
export type ModuleSet = {
  readonly slot: Slot
  readonly named: boolean
  readonly system: 'nixos' | 'home-manager' | 'darwin'
}
