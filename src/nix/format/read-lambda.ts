import type { Reading } from './reading.ts'
import type { FormalSyntax, LambdaSyntax, ParamSyntax } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

/** Whether a function begins here: `a:`, `a@`, or braces that are a pattern and no set. */
export function atLambda(tokens: TokenReader): boolean {
  const next = tokens.peek(1)
  if (tokens.peekKind() === 'name') return next === ':' || next === '@'
  if (tokens.peek() !== '{') return false
  if (next === '...') return true
  const after = tokens.peek(2)
  if (next === '}') return after === ':' || after === '@'
  if (tokens.peekKind(1) !== 'name') return false
  return after === ',' || after === '?' || (after === '}' && next !== 'inherit')
}

export function readLambda(reading: Reading): LambdaSyntax {
  const { tokens } = reading
  let param = readParam(reading)
  if (tokens.peek() === '@') param = { kind: 'at', left: param, at: tokens.take(), right: readParam(reading) }
  return { kind: 'lambda', param, colon: tokens.take(), body: reading.expression() }
}

function readParam(reading: Reading): ParamSyntax {
  const { tokens } = reading
  if (tokens.peek() !== '{') return { kind: 'name', name: tokens.take() }
  const open = tokens.take()
  const formals: FormalSyntax[] = []
  while (tokens.peek() !== '}') formals.push(readFormal(reading))
  return { kind: 'pattern', open, formals, close: tokens.take() }
}

function readFormal(reading: Reading): FormalSyntax {
  const { tokens } = reading
  const name = tokens.take()
  const question = tokens.peek() === '?' ? tokens.take() : null
  const fallback = question ? { question, expr: reading.expression() } : null
  return { name, fallback, comma: tokens.peek() === ',' ? tokens.take() : null }
}
