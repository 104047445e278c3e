import type { Expr } from '../ast.ts'

/** How a thing is written, and where: no part of what it means. */
const appearance = new Set(['start', 'end', 'style'])

/** Whether two pieces of abstract syntax mean the same. As deep as the shallower of them. */
export function sameSyntax(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return Object.is(one, other)
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, index) => sameSyntax(each, other[index]))
    )
  }
  const fields = new Map(Object.entries(other))
  return Object.entries(one).every(
    ([name, value]) => appearance.has(name) || sameSyntax(value, fields.get(name)),
  )
}

/** Whether two expressions import the same file: `./x` and `./x/default.nix` do. */
export function sameImport(one: Expr, other: Expr): boolean {
  const [left, right] = [importedFile(one), importedFile(other)]
  return left !== null && right !== null ? left === right : sameSyntax(one, other)
}

function importedFile(expr: Expr): string | null {
  if (expr.type !== 'path') return null
  const [path, ...more] = expr.parts
  if (typeof path !== 'string' || more.length > 0) return null
  return path.endsWith('/default.nix') ? path.slice(0, -'/default.nix'.length) : path
}
