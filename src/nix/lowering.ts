import type { AttrKey, Binding, Expr, Formal, Formals, InvalidExpr, Node, StaticKey } from './ast.ts'
import type { Comment, SyntaxFault } from './syntax-fault.ts'

/** What a node of the syntax tree is lowered to: a part of the abstract syntax, or a piece that its parent needs. */
export type Part = Expr | AttrKey | Binding | Formal | Formals | Word | Mark
/** A piece of text its parent reads: an operator, or the name of a function's argument. */
export type Word = Node & { readonly type: 'operator' | 'parameter'; readonly name: string }
/** `broken` stands for what the grammar could not read. */
export type Mark = Node & { readonly type: 'ellipsis' | 'broken' }

/** One file while it is lowered. `recovering`: its tree holds errors, so any part may be missing. */
export type Lowering = {
  readonly text: string
  readonly recovering: boolean
  readonly faults: SyntaxFault[]
  readonly comments: Comment[]
  readonly parens: Map<Expr, Node>
}

/** Lowers one node, whose children are lowered already. `start` and `end` are its offsets. */
export type Lower = (start: number, end: number, parts: readonly Part[], lowering: Lowering) => Part

/** Whether a part is an expression. */
export function isExpr(part: Part): part is Expr {
  switch (part.type) {
    case 'key':
    case 'dynamic-key':
    case 'bind':
    case 'inherit':
    case 'formal':
    case 'formals':
    case 'operator':
    case 'parameter':
    case 'ellipsis':
    case 'broken':
      return false
    default:
      return true
  }
}

/** The expression at an index; where recovery lost it, an invalid one of the given extent. */
export function exprAt(parts: readonly Part[], index: number, start: number, end: number): Expr {
  const part = parts[index]
  return part !== undefined && isExpr(part) ? part : invalid(start, end)
}

export function wordAt(parts: readonly Part[], index: number): string {
  const part = parts[index]
  return part?.type === 'operator' || part?.type === 'parameter' ? part.name : ''
}

export function invalid(start: number, end: number, message = 'syntax error'): InvalidExpr {
  return { type: 'invalid', start, end, message }
}

export function addFault(lowering: Lowering, start: number, end: number, message: string): void {
  lowering.faults.push({ code: 'syntax-error', start, end, message })
}

/** The words Nix's lexer keeps for itself; `or` is a name where one can stand, except for a variable. */
const keywords = new Set(['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit'])
const longestKeyword = 7

/** The text of an identifier. The grammar takes a keyword for a name where only a name can stand; Nix does not. */
export function nameAt(start: number, end: number, lowering: Lowering): string {
  const name = lowering.text.slice(start, end)
  if (end - start <= longestKeyword && keywords.has(name)) {
    addFault(lowering, start, end, `'${name}' is a keyword and cannot be a name`)
  }
  return name
}

/** The name of a variable or argument, where `or` is a keyword too. */
export function variableNameAt(start: number, end: number, lowering: Lowering): string {
  const name = nameAt(start, end, lowering)
  if (name === 'or') addFault(lowering, start, end, `'or' is a keyword and cannot be a variable`)
  return name
}

/** An attribute path. `${"a"}` is the name a, as in Nix; any other `${…}` is computed. */
export function keysOf(parts: readonly Part[]): AttrKey[] {
  const keys: AttrKey[] = []
  for (const part of parts) {
    if (part.type === 'key') keys.push(part)
    else if (part.type === 'dynamic-key') keys.push(literalKey(part) ?? part)
  }
  return keys
}

function literalKey(key: Part & { readonly type: 'dynamic-key' }): StaticKey | null {
  if (key.expr.type !== 'string') return null
  const [text = '', ...more] = key.expr.parts
  if (typeof text !== 'string' || more.length > 0) return null
  return { type: 'key', start: key.start, end: key.end, name: text }
}
