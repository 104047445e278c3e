/** Nix source, finished: every value in it is quoted. */
export type NixText = string

/** An option to declare. */
export type OptionDraft = {
  readonly name: string
  /** What `mkEnableOption` says is enabled; null for any other option. */
  readonly enables: string | null
  readonly type: NixText
  readonly default: NixText | null
  /** Shown in the manual instead of the default, where that is an expression. */
  readonly defaultText: NixText | null
  readonly example: NixText | null
  /** Markdown, as plain text. */
  readonly description: string
}

/** A part of the configuration, in the order of the module: a library's call, or bindings of its own. */
export type Fragment =
  { readonly type: 'call'; readonly text: NixText } | { readonly type: 'bindings'; readonly text: NixText }

/** A shared library as the module imports it. */
export type ImportedLibrary = {
  /** Of the variable. */
  readonly name: string
  /** Path literal, seen from the module. */
  readonly file: NixText
  readonly path: string
  readonly arguments: readonly string[]
}

/** A module before it is laid out by its template. */
export type ModuleDraft = {
  /** First line of the module's doc comment. */
  readonly headline: string
  /** Option path, part by part. */
  readonly option: readonly string[]
  readonly usesUtils: boolean
  readonly library: ImportedLibrary | null
  /** What it imports besides. */
  readonly furtherLibraries?: readonly ImportedLibrary[]
  /** What makes the shared options, to which the module's own are added. */
  readonly optionsCall: { readonly text: NixText; readonly takesExtra: boolean } | null
  readonly options: readonly OptionDraft[]
  readonly fragments: readonly Fragment[]
  readonly calls: readonly string[]
  readonly decisions: readonly string[]
}
