import { unescapeChar } from './string-text.ts'

/** A piece of an indented string: its text, and whether its white space can be indentation (escapes cannot). */
type Piece = { readonly text: string; readonly plain: boolean }

/**
 * Reads the text of an indented string as Nix does (parser.y, `stripIndentation`): the least indentation in
 * spaces over all lines that hold something is taken off every line, and a last line of spaces is dropped.
 * @param raw the source between the quotes, cut at the interpolations: n interpolations give n + 1 segments
 * @returns the segments' text, in the same order
 */
export function stripIndentation(raw: readonly string[]): string[] {
  const segments = raw.map((segment, index) => splitPieces(index === 0 ? withoutFirstLine(segment) : segment))
  const indent = leastIndent(segments)
  const strip = createStripper(indent)
  return segments.map((pieces, index) => {
    if (index > 0) strip.interpolation()
    const isLast = index === segments.length - 1
    return pieces.map((piece, at) => strip.piece(piece.text, isLast && at === pieces.length - 1)).join('')
  })
}

/** The opening quotes take spaces and one line feed with them. */
function withoutFirstLine(segment: string): string {
  let at = 0
  while (segment.charAt(at) === ' ') at++
  return segment.charAt(at) === '\n' ? segment.slice(at + 1) : segment
}

/** Cuts a segment into the tokens of Nix's lexer, state IND_STRING. */
function splitPieces(segment: string): Piece[] {
  const pieces: Piece[] = []
  let plainStart = 0
  let at = 0
  const flush = (end: number): void => {
    if (end > plainStart) pieces.push({ text: segment.slice(plainStart, end), plain: true })
  }
  const special = (text: string, length: number): void => {
    flush(at)
    pieces.push({ text, plain: false })
    at += length
    plainStart = at
  }
  while (at < segment.length) {
    const [char, next, third] = [segment[at], segment[at + 1], segment[at + 2]]
    if (char === "'" && next === "'") {
      if (third === "'") special("''", 3)
      else if (third === '$') special('$', 3)
      else special(unescapeChar(segment.charAt(at + 3)), 4)
    } else if (char === '$' && (next === "'" || next === undefined)) special('$', 1)
    else if (char === "'" && (next === '$' || next === undefined)) special("'", 1)
    else at += char === '$' || char === "'" ? 2 : 1
  }
  flush(segment.length)
  return pieces
}

function leastIndent(segments: readonly (readonly Piece[])[]): number {
  let least = Infinity
  let current = 0
  let atLineStart = true
  const content = (): void => {
    if (atLineStart) least = Math.min(least, current)
    atLineStart = false
  }
  const measure = (text: string): void => {
    for (const char of text) {
      if (char === '\n') {
        atLineStart = true
        current = 0
      } else if (atLineStart && char === ' ') current++
      else content()
    }
  }
  segments.forEach((pieces, index) => {
    if (index > 0) content()
    for (const piece of pieces) {
      if (piece.plain) measure(piece.text)
      else content()
    }
  })
  return least
}

type Stripper = {
  readonly interpolation: () => void
  readonly piece: (text: string, isLast: boolean) => string
}

function createStripper(indent: number): Stripper {
  let atLineStart = true
  let dropped = 0
  const stripped = (text: string): string => {
    let result = ''
    for (const char of text) {
      if (atLineStart && char === ' ' && dropped++ < indent) continue
      if (char !== ' ' || !atLineStart) {
        dropped = 0
        atLineStart = char === '\n'
      }
      result += char
    }
    return result
  }
  return {
    interpolation() {
      atLineStart = false
      dropped = 0
    },
    piece: (text, isLast) => (isLast ? withoutBlankLastLine(stripped(text)) : stripped(text)),
  }
}

function withoutBlankLastLine(text: string): string {
  const lastBreak = text.lastIndexOf('\n')
  if (lastBreak < 0) return text
  for (let at = lastBreak + 1; at < text.length; at++) if (text.charAt(at) !== ' ') return text
  return text.slice(0, lastBreak + 1)
}
