import { closing, type Doc, hardLine, nest, nothing, ownLine } from './doc.ts'
import { firstToken, withFirstToken } from './first-token.ts'
import { printAfter, printBefore, printTrivia } from './print-token.ts'
import type { Syntax, Token, Trivia } from './syntax.ts'

/** A thing on a line of its own, with the comments and blank lines before it. */
export type Item = { readonly before: readonly Trivia[]; readonly doc: Doc }

/** Makes an item of an expression: what is before it is kept, blank lines too. */
export function toItem(syntax: Syntax, print: (syntax: Syntax) => Doc): Item {
  const token = firstToken(syntax)
  const language = token.before.filter((each) => each.kind === 'language')
  const bare = withFirstToken(syntax, { ...token, before: language })
  return { before: token.before.filter((each) => each.kind !== 'language'), doc: print(bare) }
}

/** Items below each other. */
export function printItems(items: readonly Item[]): Doc {
  return items.map(({ before, doc }, index) => [index === 0 ? nothing : hardLine, printTrivia(before), doc])
}

/**
 * What brackets enclose: a comment after the opening one goes to the first line inside, comments before the closing
 * one stay inside.
 * @param edge what is between the brackets and their content
 */
export function printEnclosed(open: Token, items: readonly Item[], close: Token, edge: Doc): Doc {
  const opening: Doc = open.after === null ? nothing : [ownLine(`#${open.after}`), hardLine]
  const ending: Doc = close.before.length === 0 ? nothing : [hardLine, printTrivia(close.before)]
  return [
    printBefore(open),
    open.text,
    nest(edge, opening, printItems(items), ending),
    edge,
    closing(close.text),
    printAfter(close.after),
  ]
}
