import type { SyntaxFault } from './syntax-fault.ts'

/**
 * Tells what is wrong where a text first stops being Nix: the token that Nix would name, too.
 * @param stand where the parser first had no way on, in a text that has errors
 */
export function locateSyntaxError(stand: number, text: string): SyntaxFault {
  const start = skipBlank(text, stand)
  const token = tokenAt(text, start)
  const found = token === '' ? 'unexpected end of file' : `unexpected ${quoted(token)}`
  return { code: 'syntax-error', start, end: start + token.length, message: `syntax error, ${found}` }
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
