import type { FileChange } from '../../model/plan.ts'

/** The modules to write for packages that lack one. */
export type ScaffoldPlan = {
  /** Finished files, sorted by path: the modules, and the files that import them. */
  readonly files: readonly FileChange[]
  readonly modules: readonly ScaffoldedModule[]
  readonly refusals: readonly ScaffoldRefusal[]
  /** The keeper's own library, where the repository has none of its own. */
  readonly ownLibrary?:
    | { readonly type: 'offered' }
    /** In the repository's `lib` folder: among the files, or there already. */
    | { readonly type: 'added' | 'used'; readonly path: string }
}

export type ScaffoldedModule = {
  /** The package, as users write it. */
  readonly attr: string
  readonly path: string
  /** The option set it declares: `services.tangled.spindle`. */
  readonly option: string
  /** The shared library it imports, or null where it stands alone. */
  readonly library: string | null
  /** What it uses of that library, sorted. */
  readonly calls: readonly string[]
  /** Functions of the library that it had to do without, each with the reason and the place. */
  readonly avoided: readonly AvoidedExport[]
  /** What a person must still decide, one sentence each; may hold `code` in backticks. */
  readonly decisions: readonly string[]
}

export type AvoidedExport = {
  readonly name: string
  readonly reason: string
  readonly path: string
  readonly line: number
}

/** A package that gets no module from the keeper, with the reason and what to do instead. */
export type ScaffoldRefusal = { readonly package: string; readonly reason: string; readonly remedy: string }
