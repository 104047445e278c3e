import type { Reading } from './reading.ts'
import type { StringPart, Syntax, Token } from './syntax.ts'

export function readString(reading: Reading): Syntax {
  const { text, tokens } = reading
  const indented = tokens.peek() === "''"
  const open = tokens.open(indented ? 2 : 1)
  const parts: StringPart[] = []
  for (;;) {
    const from = tokens.offset()
    const end = indented ? endOfIndentedText(text, from) : endOfQuotedText(text, from)
    if (end > from) parts.push(tokens.takeRaw(end))
    if (!text.startsWith('${', end)) break
    parts.push(readInterpolation(reading))
  }
  return { kind: 'string', open, parts, after: tokens.close(open.text.length) }
}

/** Reads `${ … }` so that what follows the brace is left as it is. */
function readInterpolation(reading: Reading): StringPart {
  const { tokens } = reading
  const open = tokens.take()
  const expr = reading.expression()
  const before = tokens.before()
  const start = tokens.offset()
  tokens.takeRaw(start + 1)
  const close: Token = { text: '}', start, end: start + 1, before, after: null }
  return { open, expr, close }
}

/** As in Nix's lexer: a backslash and a dollar take the next character with them. */
function endOfQuotedText(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charAt(at) !== '"' && !text.startsWith('${', at)) {
    const next = text.charAt(at + 1)
    const pair = text.charAt(at) === '\\' || (text.charAt(at) === '$' && next !== '"' && next !== '\\')
    at += pair ? 2 : 1
  }
  return at
}

function endOfIndentedText(text: string, from: number): number {
  let at = from
  while (at < text.length && !text.startsWith('${', at)) {
    if (text.startsWith("''", at)) {
      const third = text.charAt(at + 2)
      if (third === '\\') at += 4
      else if (third === "'" || third === '$') at += 3
      else return at
    } else at += text.charAt(at) === '$' && text.charAt(at + 1) !== "'" ? 2 : 1
  }
  return at
}

const pathCharacters = /[a-zA-Z0-9._+/-]+/y

export function readPath(reading: Reading): Syntax {
  const { text, tokens } = reading
  const open = tokens.open(tokens.peek().length)
  const parts: StringPart[] = []
  for (;;) {
    const from = tokens.offset()
    if (text.startsWith('${', from)) parts.push(readInterpolation(reading))
    else {
      pathCharacters.lastIndex = from
      if (!pathCharacters.test(text)) break
      parts.push(tokens.takeRaw(pathCharacters.lastIndex))
    }
  }
  return { kind: 'path', open, parts, after: tokens.close(0) }
}
