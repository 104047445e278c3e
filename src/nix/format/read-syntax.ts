import { hasAttrLevel, negateLevel, notLevel, operators } from './operators.ts'
import { readBindings, readAttributePath } from './read-bindings.ts'
import { atLambda, readLambda } from './read-lambda.ts'
import { readPath, readString } from './read-string.ts'
import type { Reading } from './reading.ts'
import type { Syntax, Trivia } from './syntax.ts'
import { createTokenReader, type TokenReader } from './token-reader.ts'

/** How deep expressions may be nested to be formatted, and how many may follow each other in a chain. */
const depthLimit = 400
const chainLimit = 1000

export class TooDeep extends Error {}

/**
 * Reads the syntax of a text with all that is written between its tokens.
 * @param text must parse
 * @returns the syntax, and what is written after it
 * @throws {TooDeep} where expressions are nested deeper than can be formatted
 */
export function readSyntax(text: string): { readonly syntax: Syntax; readonly end: readonly Trivia[] } {
  let depth = 0
  const reading: Reading = {
    text,
    tokens: createTokenReader(text),
    expression: () => reading.deeper(() => readUnnested(reading)),
    deeper(read) {
      if (++depth > depthLimit) throw new TooDeep()
      const result = read()
      depth--
      return result
    },
    link(length) {
      if (length > chainLimit) throw new TooDeep()
    },
  }
  const syntax = reading.expression()
  return { syntax, end: reading.tokens.before() }
}

function readUnnested(reading: Reading): Syntax {
  const { tokens } = reading
  switch (tokens.peekKind() === 'name' ? tokens.peek() : '') {
    case 'let':
      return tokens.peek(1) === '{' ? readOperation(reading, 0) : readLet(reading)
    case 'with':
    case 'assert': {
      const keyword = tokens.take()
      const scope = reading.expression()
      const end = tokens.take()
      return {
        kind: keyword.text === 'with' ? 'with' : 'assert',
        keyword,
        scope,
        end,
        body: reading.expression(),
      }
    }
    case 'if':
      return readIf(reading)
    default:
      return atLambda(tokens) ? readLambda(reading) : readOperation(reading, 0)
  }
}

function readLet(reading: Reading): Syntax {
  const keyword = reading.tokens.take()
  const bindings = readBindings(reading, 'in')
  return { kind: 'let', keyword, bindings, in: reading.tokens.take(), body: reading.expression() }
}

function readIf(reading: Reading): Syntax {
  const { tokens } = reading
  return {
    kind: 'if',
    if: tokens.take(),
    condition: reading.expression(),
    thenWord: tokens.take(),
    then: reading.expression(),
    elseWord: tokens.take(),
    else: reading.expression(),
  }
}

function readOperation(reading: Reading, least: number): Syntax {
  return reading.deeper(() => readOperands(reading, least))
}

function readOperands(reading: Reading, least: number): Syntax {
  const { tokens } = reading
  let left: Syntax
  if (tokens.peekKind() === 'sign' && (tokens.peek() === '!' || tokens.peek() === '-')) {
    const operator = tokens.take()
    const operand = readOperation(reading, (operator.text === '!' ? notLevel : negateLevel) + 1)
    left = { kind: 'prefix', operator, operand }
  } else left = readApplication(reading)
  for (let length = 0; ; length++) {
    reading.link(length)
    const sign = tokens.peekKind() === 'sign' ? tokens.peek() : ''
    const known = operators.get(sign)
    if (sign === '?' && hasAttrLevel >= least) {
      left = {
        kind: 'has-attr',
        target: left,
        operator: tokens.take(),
        path: readAttributePath(reading, null),
      }
    } else if (known && known.level >= least) {
      const operator = tokens.take()
      left = {
        kind: 'operation',
        left,
        operator,
        right: readOperation(reading, known.level + (known.right ? 0 : 1)),
      }
    } else break
  }
  return left
}

function readApplication(reading: Reading): Syntax {
  let fn = readSelection(reading)
  for (let length = 0; atTerm(reading.tokens); length++) {
    reading.link(length)
    fn = { kind: 'apply', fn, arg: readSelection(reading) }
  }
  return fn
}

const keywordsAfterTerm = new Set(['then', 'else', 'in', 'if', 'assert', 'with', 'inherit'])

function atTerm(tokens: TokenReader): boolean {
  switch (tokens.peekKind()) {
    case 'end':
      return false
    case 'name':
      return !keywordsAfterTerm.has(tokens.peek())
    case 'sign':
      return '[{('.includes(tokens.peek())
    default:
      return true
  }
}

function readSelection(reading: Reading): Syntax {
  const { tokens } = reading
  const target = readTerm(reading)
  if (tokens.peek() === 'or' && tokens.peekKind() === 'name') {
    return { kind: 'apply', fn: target, arg: { kind: 'token', token: tokens.take(), isPath: false } }
  }
  if (tokens.peek() !== '.') return target
  const path = readAttributePath(reading, tokens.take())
  const hasFallback = tokens.peekKind() === 'name' && tokens.peek() === 'or'
  const or = hasFallback
    ? { keyword: tokens.take(), fallback: reading.deeper(() => readSelection(reading)) }
    : null
  return { kind: 'select', target, path, or }
}

function readTerm(reading: Reading): Syntax {
  const { tokens } = reading
  const kind = tokens.peekKind()
  if (kind === 'quote') return readString(reading)
  if (kind === 'path') return readPath(reading)
  switch (tokens.peek()) {
    case '(': {
      const open = tokens.take()
      const expr = reading.expression()
      return { kind: 'paren', open, expr, close: tokens.take() }
    }
    case '[': {
      const open = tokens.take()
      const items: Syntax[] = []
      while (tokens.peek() !== ']') items.push(reading.deeper(() => readSelection(reading)))
      return { kind: 'list', open, items, close: tokens.take() }
    }
    case 'let':
    case 'rec':
      return readSet(reading, true)
    case '{':
      return readSet(reading, false)
    default:
      return { kind: 'token', token: tokens.take(), isPath: kind === 'search-path' || kind === 'uri' }
  }
}

function readSet(reading: Reading, hasKeyword: boolean): Syntax {
  const { tokens } = reading
  const keyword = hasKeyword ? tokens.take() : null
  const open = tokens.take()
  const bindings = readBindings(reading, '}')
  return { kind: 'set', keyword, open, bindings, close: tokens.take() }
}
