import type { Evidence, Inventory, Kind, Package } from './inventory.ts'
import type { Problem } from './problem.ts'

export type Status = 'aligned' | 'missing-module' | 'not-a-service' | 'waived' | 'disabled' | 'unknown'

/** A recorded "this package needs no module". */
export type Waiver = { readonly package: string; readonly reason: string; readonly author: string }

export type AlignedPackage = {
  readonly package: Package
  readonly kind: Kind
  readonly evidence: readonly Evidence[]
  readonly status: Status
  /** Paths of the modules that configure it. */
  readonly modules: readonly string[]
  /** Option sets of those modules that run it. */
  readonly services: readonly string[]
  /** Why it has that status, in one sentence. */
  readonly reason: string
}

export type Summary = {
  readonly packages: number
  readonly services: number
  readonly modules: number
  readonly libraries: number
  readonly organisations: number
  readonly aligned: number
  readonly missing: number
  readonly waived: number
  /** Aligned services of those that need a module, in percent, rounded down; 100 where none needs one. */
  readonly alignment: number
}

export type Alignment = {
  readonly inventory: Inventory
  readonly packages: readonly AlignedPackage[]
  readonly problems: readonly Problem[]
  readonly summary: Summary
}

/** What a change does to the problems: it answers only for what it introduces. */
export type Comparison = {
  readonly introduced: readonly Problem[]
  readonly inherited: readonly Problem[]
  readonly healed: readonly Problem[]
  readonly addedPackages: readonly AlignedPackage[]
  readonly removedPackages: readonly AlignedPackage[]
}
