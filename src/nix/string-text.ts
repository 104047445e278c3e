/**
 * Reads the text of a quoted string as Nix does (lexer.l, `unescapeStr`): `\n`, `\r` and `\t` are control
 * characters, any other escaped character is itself, and a raw CR or CRLF is a line feed.
 * @param raw the source between quotes or interpolations
 */
export function unescapeQuoted(raw: string): string {
  if (!raw.includes('\\') && !raw.includes('\r')) return raw
  let text = ''
  for (let at = 0; at < raw.length; at++) {
    const char = raw.charAt(at)
    if (char === '\\') {
      at++
      text += unescapeChar(raw.charAt(at))
    } else if (char === '\r') {
      if (raw.charAt(at + 1) === '\n') at++
      text += '\n'
    } else {
      text += char
    }
  }
  return text
}

/** What a character stands for after a backslash. */
export function unescapeChar(char: string): string {
  if (char === 'n') return '\n'
  if (char === 'r') return '\r'
  return char === 't' ? '\t' : char
}
