/** What kind of fault Nix's own parser would refuse the file for. */
export type SyntaxFaultCode = 'syntax-error' | 'duplicate-attribute' | 'duplicate-formal'

/** A fault of a text: where (UTF-16 offsets, end exclusive), and what, in one sentence without a full stop. */
export type SyntaxFault = {
  readonly code: SyntaxFaultCode
  readonly start: number
  readonly end: number
  readonly message: string
  /** The first definition, where this is a second one. */
  readonly other?: { readonly start: number; readonly end: number }
}

/** A comment with its marks, `# …` or `/* … *\/`. */
export type Comment = { readonly start: number; readonly end: number; readonly text: string }
