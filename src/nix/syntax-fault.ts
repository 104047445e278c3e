/** What kind of fault Nix's own parser would refuse the file for. */
export type SyntaxFaultCode = 'syntax-error' | 'duplicate-attribute' | 'duplicate-formal'

/** What is limited of a text: how much a word costs to be read, or how much memory all of it takes. */
export type SyntaxLimit = 'word' | 'memory'

/** A fault of a text: where (UTF-16 offsets, end exclusive), and what, in one sentence without a full stop. */
export type SyntaxFault = {
  readonly code: SyntaxFaultCode
  readonly start: number
  readonly end: number
  readonly message: string
  /** The limit of ours that the text exceeds: Nix itself may take it. */
  readonly limit?: SyntaxLimit
  /** The first definition, where this is a second one. */
  readonly other?: { readonly start: number; readonly end: number }
}

/** A comment with its marks, `# …` or `/* … *\/`. */
export type Comment = { readonly start: number; readonly end: number; readonly text: string }
