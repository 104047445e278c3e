import type { Reading } from './reading.ts'
import { readString } from './read-string.ts'
import type { BindingSyntax, InterpolatedKey, PathPart, Syntax, Token } from './syntax.ts'

export function readBindings(reading: Reading, end: 'in' | '}'): BindingSyntax[] {
  const bindings: BindingSyntax[] = []
  while (reading.tokens.peek() !== end) bindings.push(reading.deeper(() => readBinding(reading)))
  return bindings
}

function readBinding(reading: Reading): BindingSyntax {
  const { tokens } = reading
  if (tokens.peek() === 'inherit') return readInherit(reading)
  const path = readAttributePath(reading, null)
  const equals = tokens.take()
  const value = reading.expression()
  return { kind: 'binding', path, equals, value, end: tokens.take() }
}

function readInherit(reading: Reading): BindingSyntax {
  const { tokens } = reading
  const keyword = tokens.take()
  let from: (Syntax & { kind: 'paren' }) | null = null
  if (tokens.peek() === '(') {
    const open = tokens.take()
    const expr = reading.expression()
    from = { kind: 'paren', open, expr, close: tokens.take() }
  }
  const names: (Syntax | InterpolatedKey)[] = []
  while (tokens.peek() !== ';') names.push(readKey(reading))
  return { kind: 'inherit', keyword, from, names, end: tokens.take() }
}

/** @param dot the dot before the first name, read already */
export function readAttributePath(reading: Reading, dot: Token | null): PathPart[] {
  const path: PathPart[] = [{ dot, key: readKey(reading) }]
  while (reading.tokens.peek() === '.') {
    reading.link(path.length)
    path.push({ dot: reading.tokens.take(), key: readKey(reading) })
  }
  return path
}

function readKey(reading: Reading): Syntax | InterpolatedKey {
  const { tokens } = reading
  if (tokens.peekKind() === 'quote') return readString(reading)
  if (tokens.peek() !== '${') return { kind: 'token', token: tokens.take(), isPath: false }
  const open = tokens.take()
  const expr = reading.expression()
  return { kind: 'key', open, expr, close: tokens.take() }
}
