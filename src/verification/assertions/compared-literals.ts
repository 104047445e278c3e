import { childExpressions } from '../../inventory/syntax/child-expressions.ts'
import type { Expr } from '../../nix/ast.ts'

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])
const orders = new Set(['<', '<=', '>', '>='])

/** At most so many of a file. */
const limit = 40

/**
 * Numbers and texts that an expression compares something with: an assertion that holds for all else fails for one of
 * them, or for a neighbour where it asks for the order.
 */
export function comparedLiterals(root: Expr): readonly (bigint | string)[] {
  const found = new Set<bigint | string>()
  const open: Expr[] = [root]
  for (let expr = open.pop(); expr !== undefined && found.size < limit; expr = open.pop()) {
    open.push(...childExpressions(expr).toReversed())
    if (expr.type !== 'binary' || !comparisons.has(expr.op)) continue
    for (const side of [expr.left, expr.right]) {
      const literal = literalOf(side)
      if (literal === null) continue
      found.add(literal)
      if (typeof literal === 'bigint' && orders.has(expr.op)) found.add(literal - 1n).add(literal + 1n)
    }
  }
  return [...found]
}

function literalOf(expr: Expr): bigint | string | null {
  if (expr.type === 'int') return expr.value
  if (expr.type !== 'string') return null
  const [part = '', ...others] = expr.parts
  return typeof part === 'string' && others.length === 0 ? part : null
}
