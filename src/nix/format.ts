import { sameSyntax } from './edit/same-syntax.ts'
import { group, hardLine } from './format/doc.ts'
import { layOut } from './format/layout.ts'
import { createPrint } from './format/print-expression.ts'
import { printTrivia } from './format/print-token.ts'
import { readSyntax, TooDeep } from './format/read-syntax.ts'
import type { NixParser, ParsedNix } from './parser.ts'

/** The formatted text, or why it was left alone. */
export type Formatted =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

/** How much comments say, whatever their marks and line breaks. */
function commentLength({ comments }: ParsedNix): number {
  return comments.reduce((sum, { text }) => sum + text.replaceAll(/[\s#*/]/g, '').length, 0)
}

/** How many columns a line may have, not counted its indentation: nixfmt's own default. */
const defaultWidth = 100

/**
 * Formats a Nix file in the standard style (RFC 166), as `nixfmt` does.
 * @param text a whole file
 * @returns its text in that style, with the same meaning and comments; a refusal where it does not parse, or where
 *   it is nested too deep
 */
export function formatNix(parser: NixParser, text: string, width = defaultWidth): Formatted {
  const parsed = parser.parse(text)
  const error = parsed.errors.find(({ code }) => code === 'syntax-error')
  if (error) return { ok: false, reason: `it does not parse: ${error.message}` }
  try {
    const { syntax, end } = readSyntax(text)
    const doc = [group(createPrint(text, width).expression(syntax)), hardLine, printTrivia(end)]
    const formatted = `${layOut(doc, width).trimEnd()}\n`
    const again = parser.parse(formatted)
    const same =
      again.errors.length === parsed.errors.length &&
      sameSyntax(parsed.expr, again.expr) &&
      commentLength(parsed) === commentLength(again)
    return same ? { ok: true, text: formatted } : { ok: false, reason: 'its layout is not understood' }
  } catch (fault) {
    if (fault instanceof TooDeep) return { ok: false, reason: 'it is nested too deep' }
    throw fault
  }
}
