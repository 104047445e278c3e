import type { Parser } from 'web-tree-sitter'
import type { SyntaxFault } from './syntax-fault.ts'

/**
 * Finds where a text first stops being Nix. The tree of a text with errors does not say: it shows how the parser
 * recovered. Its log does: the token of the first `detect_error` is the one Nix would name, too.
 * @param parser set to the grammar; the text must be one it finds errors in
 */
export function locateSyntaxError(parser: Parser, text: string): SyntaxFault {
  const start = skipBlank(text, firstErrorOffset(parser, text))
  const token = tokenAt(text, start)
  const found = token === '' ? 'unexpected end of file' : `unexpected ${quoted(token)}`
  return { code: 'syntax-error', start, end: start + token.length, message: `syntax error, ${found}` }
}

/** The offset where the parser stood, before white space, when it first had no way on. */
function firstErrorOffset(parser: Parser, text: string): number {
  let stand = ''
  let found = false
  parser.setLogger((message) => {
    if (found) return
    if (message.startsWith('process ')) stand = message
    else if (message.startsWith('detect_error')) found = true
  })
  const tree = parser.parse(text, null, { progressCallback: () => found })
  parser.setLogger(null)
  if (tree) tree.delete()
  else parser.reset()
  return offsetOf(text, stand)
}

const bytesPerUnit = 2

/** Reads a log line like `process version:0, version_count:1, state:70, row:0, col:22`. */
function offsetOf(text: string, stand: string): number {
  const field = (name: string): number => Number.parseInt(stand.slice(stand.indexOf(name) + name.length), 10)
  let lineStart = 0
  for (let row = field(' row:'); row > 0; row--) lineStart = text.indexOf('\n', lineStart) + 1
  return lineStart + field(' col:') / bytesPerUnit
}

function skipBlank(text: string, from: number): number {
  let at = from
  for (;;) {
    const char = text.charAt(at)
    if (char === ' ' || char === '\t' || char === '\r' || char === '\n') at++
    else if (char === '#') at = endOfLine(text, at)
    else if (text.startsWith('/*', at) && text.includes('*/', at + 2)) at = text.indexOf('*/', at + 2) + 2
    else return at
  }
}

function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charAt(at) !== '\n' && text.charAt(at) !== '\r') at++
  return at
}

const longTokens = ['...', "''", '${', '->', '++', '//', '==', '!=', '<=', '>=', '&&', '||', '|>', '<|', '/*']

function tokenAt(text: string, start: number): string {
  const long = longTokens.find((token) => text.startsWith(token, start))
  if (long !== undefined) return long
  let end = start
  while (isNameChar(text.charCodeAt(end))) end++
  if (end > start) return text.slice(start, end)
  const point = text.codePointAt(start)
  return point === undefined ? '' : String.fromCodePoint(point)
}

function isNameChar(code: number): boolean {
  const lower = code | 0x20
  return (lower >= 97 && lower <= 122) || (code >= 48 && code <= 57) || code === 95
}

const longestShown = 40

function quoted(token: string): string {
  const shown = token.length > longestShown ? `${token.slice(0, longestShown)}…` : token
  return shown === '\uFEFF' ? 'byte order mark' : `'${shown}'`
}
