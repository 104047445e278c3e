import type { Location } from './location.ts'

/** What one file says by itself, without evaluation. Plain data. */
export type FileFacts = {
  readonly path: string
  /** Why Nix refuses to load the file; empty for a good one. */
  readonly faults: readonly FileFault[]
  readonly undefinedVariables: readonly UndefinedVariable[]
  readonly fileReferences: readonly FileReference[]
  readonly attributeReads: readonly AttributeRead[]
  readonly impurities: readonly Impurity[]
  readonly waivers: readonly InlineWaiver[]
  /** Comments that look like waivers and waive nothing: they say no code or no reason. */
  readonly emptyWaivers: readonly { readonly text: string; readonly location: Location }[]
  /** Every name the file selects, inherits or uses as a variable. */
  readonly mentions: ReadonlySet<string>
  readonly disabledEntries: readonly DisabledEntry[]
  /** Attribute sets that write systemd hardening directives in place, rather than taking them from a library. */
  readonly directiveSets: readonly DirectiveSet[]
}

export type FileFault = {
  readonly code: 'syntax-error' | 'duplicate-attribute'
  /** The limit of the keeper that the file exceeds, where Nix itself may take it: a word's length, or memory. */
  readonly limit: 'word' | 'memory' | null
  readonly message: string
  /** The name defined twice, or what the parser stumbled over. */
  readonly subject: string
  readonly location: Location
}

export type Named = { readonly name: string; readonly location: Location }

/** Below a `with`, Nix only finds out where the name is used; else it refuses to load the file. */
export type UndefinedVariable = Named & { readonly belowWith: boolean }

/** A path literal that stays in the repository. */
export type FileReference = {
  /** From the repository's root; empty for the root itself. */
  readonly target: string
  /** `import ./x`, `callPackage ./x`, an element of `imports`, `readFile ./x`, or any other mention. */
  readonly use: 'import' | 'call' | 'module' | 'read' | 'mention'
  /** Only reached where a caller leaves an argument out. */
  readonly inDefault: boolean
  /** The file asks `pathExists` about it. */
  readonly guarded: boolean
  /** It is used as a file, and is not there, nor a folder that could be meant. */
  readonly missing: boolean
  readonly location: Location
}

/** `pkgs.a.b`, `self.packages.${system}.a`, `cfg.dataDir`: attributes read from a name bound in the file. */
export type AttributeRead = {
  readonly base: string
  /** Names after the base; null for a computed one. */
  readonly path: readonly (string | null)[]
  /** Behind an `or`, or asked for with `?`. */
  readonly optional: boolean
  /** What the fallback of its `or` reads, where that is such a read again. */
  readonly fallback: AttributeRead | null
  readonly location: Location
}

/** What NUR's own evaluation refuses. */
export type Impurity = {
  readonly what: string
  /** Only reached where a caller leaves an argument out, or calls a function inside the file. */
  readonly isAside: boolean
  readonly location: Location
}

/** `# nur-keeper: allow CODE — reason`. */
export type InlineWaiver = {
  readonly codes: readonly string[]
  readonly reason: string
  /** The first line that it stands for: that of the code behind or below it. */
  readonly line: number
  readonly location: Location
}

/** An entry that is commented out: nothing a user gets, but something a reader asks about. */
export type DisabledEntry = {
  readonly text: string
  readonly target: string
  /** What the comments around it say; null where they say nothing. */
  readonly note: string | null
  readonly location: Location
}

export type DirectiveSet = {
  readonly names: readonly string[]
  readonly location: Location
}

/** A sentence in a document that the tree can contradict. */
export type Claim = {
  /** `74 modules`, `100 % aligned`, `✅ tangled-knot has a module`, a path in a table row. */
  readonly type: 'count' | 'alignment' | 'checked'
  /** What is counted or checked: `modules`, `packages`, …, or the package, or the path. */
  readonly subject: string
  /** The number claimed; for `50+` the least. */
  readonly number: number
  readonly atLeast: boolean
  /** As written. */
  readonly text: string
  readonly location: Location
}
