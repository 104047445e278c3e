import type { Expr, StringExpr } from './ast.ts'
import { stripIndentation } from './indented-text.ts'
import { addFault, invalid, type Lower, type Lowering, type Part } from './lowering.ts'
import { unescapeQuoted } from './string-text.ts'

export const lowerQuoted: Lower = (start, end, parts, { text }) => {
  const { raw, exprs } = cutAtInterpolations(text, start + 1, end - 1, parts)
  return { type: 'string', start, end, style: 'quoted', parts: interleave(raw.map(unescapeQuoted), exprs) }
}

export const lowerIndented: Lower = (start, end, parts, { text }) => {
  const { raw, exprs } = cutAtInterpolations(text, start + 2, end - 2, parts)
  return { type: 'string', start, end, style: 'indented', parts: interleave(stripIndentation(raw), exprs) }
}

export const lowerUri: Lower = (start, end, _parts, { text }) => {
  return { type: 'string', start, end, style: 'uri', parts: [text.slice(start, end)] }
}

/** A name in quotes: static, unless something is interpolated. */
export const lowerStringAttribute: Lower = (start, end, parts, lowering) => {
  const value = lowerQuoted(start, end, parts, lowering) as StringExpr
  const [name = '', ...more] = value.parts
  return typeof name === 'string' && more.length === 0
    ? { type: 'key', start, end, name }
    : { type: 'dynamic-key', start, end, expr: value }
}

export const lowerPath: Lower = (start, end, parts, lowering) => {
  const { raw, exprs } = cutAtInterpolations(lowering.text, start, end, parts)
  const refusal = refusePath(raw)
  if (refusal !== null) {
    addFault(lowering, start, end, refusal)
    return invalid(start, end, refusal)
  }
  return { type: 'path', start, end, parts: interleave(raw, exprs) }
}

/** What the scanner lets pass and Nix does not. */
function refusePath(raw: readonly string[]): string | null {
  if (raw.at(-1)?.endsWith('/')) return 'a path cannot end with a slash'
  return raw[0]?.includes('//') ? 'a path cannot have an empty part' : null
}

export const lowerSearchPath: Lower = (start, end, _parts, { text }) => {
  return { type: 'search-path', start, end, path: text.slice(start + 1, end - 1) }
}

/** The source between the interpolations: for n of them, n + 1 segments. */
function cutAtInterpolations(
  text: string,
  start: number,
  end: number,
  parts: readonly Part[],
): { readonly raw: string[]; readonly exprs: Expr[] } {
  const raw: string[] = []
  const exprs: Expr[] = []
  let at = start
  for (const part of parts) {
    if (part.type !== 'dynamic-key') continue
    raw.push(text.slice(at, part.start))
    exprs.push(part.expr)
    at = part.end
  }
  raw.push(text.slice(at, Math.max(at, end)))
  return { raw, exprs }
}

function interleave(texts: readonly string[], exprs: readonly Expr[]): (string | Expr)[] {
  const parts: (string | Expr)[] = []
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index] ?? ''
    if (text !== '') parts.push(text)
    const expr = exprs[index]
    if (expr) parts.push(expr)
  }
  return parts
}

const int64Limit = 2n ** 63n

export const lowerInteger: Lower = (start, end, _parts, lowering) => {
  const value = BigInt(lowering.text.slice(start, end))
  if (value < int64Limit) return { type: 'int', start, end, value }
  return refuseNumber(start, end, lowering)
}

export const lowerFloat: Lower = (start, end, _parts, lowering) => {
  const value = Number(lowering.text.slice(start, end))
  return Number.isFinite(value) ? { type: 'float', start, end, value } : refuseNumber(start, end, lowering)
}

function refuseNumber(start: number, end: number, lowering: Lowering): Part {
  const message = `the number ${lowering.text.slice(start, Math.min(end, start + 40))} is out of range`
  addFault(lowering, start, end, message)
  return invalid(start, end, message)
}
