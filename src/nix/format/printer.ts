import type { Doc } from './doc.ts'
import type { BindingSyntax, SetSyntax, Syntax, Token } from './syntax.ts'

/** Where parentheses stand: it decides how they open where their content does not fit on a line. */
export type ParenPlace =
  /** The last argument of a function: most contents get lines of their own. */
  | 'last-argument'
  /** The value of a binding. */
  | 'value'
  /** Anywhere else: a function application may begin right after the parenthesis. */
  | 'other'

/** What the printers of single kinds of syntax need of each other. */
export type Print = {
  /** The text that is formatted: where its author opened lines, they stay open. */
  readonly text: string
  /** The columns of a line. */
  readonly width: number
  /** Any expression, to be laid out by the group around it. */
  readonly expression: (syntax: Syntax) => Doc
  /**
   * An expression that begins on the line it stands in, whatever its length.
   * @param open whether a set with one binding gets lines of its own, too
   */
  readonly absorbed: (syntax: Syntax, open: boolean) => Doc
  /** What comes after a `=` or `?`, from the space before it on. */
  readonly value: (value: Syntax, sign: Token) => Doc
  readonly paren: (paren: Syntax & { readonly kind: 'paren' }, place: ParenPlace) => Doc
  /** @param open whether a set with one binding gets lines of its own, too */
  readonly set: (set: SetSyntax, open: boolean) => Doc
  readonly binding: (binding: BindingSyntax) => Doc
}
