import { blankLine, type Doc, endComment, hardLine, lead, nest, nothing, ownLine } from './doc.ts'
import type { Token, Trivia } from './syntax.ts'

/** A token with the comments around it. */
export function printToken(token: Token): Doc {
  return [printBefore(token), token.text, printAfter(token.after)]
}

/** The comments and blank lines before a token. */
export function printBefore(token: Token): Doc {
  return printTrivia(token.before)
}

export function printAfter(comment: string | null): Doc {
  return comment === null ? nothing : endComment(comment)
}

/** Comments and blank lines on lines of their own, before what stands there. */
export function printTrivia(trivia: readonly Trivia[]): Doc {
  return trivia.map((each) => {
    switch (each.kind) {
      case 'blank':
        return lead(blankLine)
      case 'line':
        return lead(ownLine(`#${each.text}`), hardLine)
      case 'block':
        return lead(printBlock(each.doc, each.lines), hardLine)
      case 'language':
        return `/* ${each.text} */ `
    }
  })
}

function printBlock(doc: boolean, lines: readonly string[]): Doc {
  const inner = lines.map((text): Doc => (text === '' ? blankLine : [hardLine, text]))
  return [ownLine(doc ? '/**' : '/*'), nest(inner), hardLine, '*/']
}

export function isComment(trivia: Trivia): boolean {
  return trivia.kind === 'line' || trivia.kind === 'block'
}

export function hasComments(token: Token): boolean {
  return token.after !== null || token.before.some(isComment)
}
