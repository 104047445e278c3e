import type { FileChange } from './plan.ts'
import type { Snapshot } from './snapshot.ts'

/** A module that real Nix is asked about. */
export type ModuleTrial = {
  readonly path: string
  /** Option sets that hold its switches, as dotted names. */
  readonly options: readonly string[]
}

/** What real Nix made of a module. */
export type NixVerdict =
  /** It evaluates off, enabled, and with this many options varied; `remarks` say what stayed open. */
  | { readonly kind: 'ok'; readonly varied: number; readonly remarks: readonly string[] }
  /** Nix's message, with the place. */
  | { readonly kind: 'failed'; readonly message: string }
  /** Nix came to no end, or to one that says nothing about the module. */
  | { readonly kind: 'unknown'; readonly reason: string }

export type NixTrial = {
  /** Whose files are evaluated: never those of a pull request. */
  readonly snapshot: Snapshot
  /** What the keeper itself wrote, on top. */
  readonly files: readonly FileChange[]
  readonly modules: readonly ModuleTrial[]
  /** How long Nix may take for one module. */
  readonly seconds: number
}

/** The Nix of this host, which evaluates modules by nixpkgs' own module system, restricted and limited. */
export type RealNix = {
  /** What it makes of each module, by path; never throws for what the files hold. */
  tryModules(trial: NixTrial): Promise<ReadonlyMap<string, NixVerdict>>
}
