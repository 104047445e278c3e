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

/** How often a text is formatted until it stays the same; comments may move again when they have moved. */
const passes = 4

/**
 * Formats a Nix file in the standard style (RFC 166), as `nixfmt` does.
 * @param text a whole file
 * @returns its text in that style, with the same meaning and comments, formatting which again changes nothing; a
 *   refusal where it does not parse, or where it is nested too deep
 */
export function formatNix(parser: NixParser, text: string, width = defaultWidth): Formatted {
  let before = text
  for (let pass = 0; pass < passes; pass++) {
    const formatted = formatOnce(parser, before, width)
    if (!formatted.ok || formatted.text === before) return formatted
    before = formatted.text
  }
  return { ok: false, reason: 'its layout does not settle' }
}

function formatOnce(parser: NixParser, text: string, width: number): Formatted {
  const parsed = parser.parse(text)
  const error = parsed.errors.find(({ code }) => code === 'syntax-error')
  if (error) return { ok: false, reason: `it does not parse: ${error.message}` }
  const formatted = print(text, width)
  if (formatted === null) return { ok: false, reason: 'it is nested too deep' }
  const again = parser.parse(formatted)
  const same =
    again.errors.length === parsed.errors.length &&
    sameSyntax(parsed.expr, again.expr) &&
    commentLength(parsed) === commentLength(again)
  return same ? { ok: true, text: formatted } : { ok: false, reason: 'its layout is not understood' }
}

/** The text laid out anew; null where it is nested deeper than can be. */
function print(text: string, width: number): string | null {
  try {
    const { syntax, end } = readSyntax(text)
    const doc = [group(createPrint(text, width).expression(syntax)), hardLine, printTrivia(end)]
    return `${layOut(doc, width).trimEnd()}\n`
  } catch (fault) {
    if (fault instanceof TooDeep) return null
    throw fault
  }
}
