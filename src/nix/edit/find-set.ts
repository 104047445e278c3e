import type { AttrsExpr, Binding, Expr } from '../ast.ts'

/** Functions that give back the set they are given, or the one that the function they are given returns. */
const transparent = new Set([
  'recurseIntoAttrs',
  'dontRecurseIntoAttrs',
  'makeScope',
  'makeExtensible',
  'fix',
  "fix'",
])

/**
 * Finds the set that a file is about: what its functions, `let`, `with` and `assert` lead to. Of sets joined by `//`
 * it is the only one that is written out.
 * @returns the set, or why there is none to be found
 */
export function findSet(root: Expr): AttrsExpr | string {
  let expr = root
  for (;;) {
    switch (expr.type) {
      case 'attrs':
        return expr
      case 'lambda':
      case 'let':
      case 'with':
      case 'assert':
        expr = expr.body
        break
      case 'binary': {
        const side = expr.op === '//' ? writtenSide(expr.left, expr.right) : null
        if (!side) return 'several sets are joined, and it is not clear which is meant'
        expr = side
        break
      }
      case 'apply':
        if (!transparent.has(functionName(expr.fn))) return 'its value is computed by a function'
        expr = expr.arg
        break
      default:
        return `its value is ${describe(expr)}, not a set`
    }
  }
}

function writtenSide(left: Expr, right: Expr): Expr | null {
  const sides = [left, right].filter((side) => side.type === 'attrs')
  return sides.length === 1 ? (sides[0] ?? null) : null
}

function functionName(fn: Expr): string {
  let called = fn
  while (called.type === 'apply') called = called.fn
  if (called.type === 'variable') return called.name
  const last = called.type === 'select' ? called.path.at(-1) : undefined
  return last?.type === 'key' ? last.name : ''
}

/** An expression's kind, as a person calls it. */
export function describe(expr: Expr): string {
  switch (expr.type) {
    case 'list':
      return 'a list'
    case 'string':
      return 'a string'
    case 'path':
    case 'search-path':
      return 'a path'
    case 'int':
    case 'float':
      return 'a number'
    case 'attrs':
      return 'a set'
    case 'lambda':
      return 'a function'
    case 'if':
      return 'a choice'
    case 'invalid':
      return 'not readable'
    default:
      return 'computed'
  }
}

/** Where an attribute path leads in a set. */
export type Found =
  /** It is defined. */
  | { readonly at: 'value'; readonly value: Expr }
  /** It is inherited: its value is elsewhere. */
  | { readonly at: 'inherited' }
  /** It is not there; `rest` of it is to be defined in `set`. */
  | { readonly at: 'missing'; readonly set: AttrsExpr; readonly rest: readonly string[] }
  /** Something on the way is no set that is written out. */
  | { readonly at: 'blocked'; readonly name: string; readonly by: Expr }

/**
 * Follows an attribute path through sets, however it is split over them: `a.b.c = …`, `a = { b.c = …; }`.
 * @param path at least one name
 */
export function findAttribute(set: AttrsExpr, path: readonly string[]): Found {
  let nearest: Found & { readonly at: 'missing' } = { at: 'missing', set, rest: path }
  for (const binding of set.bindings) {
    const found = findInBinding(set, binding, path)
    if (found === null) continue
    if (found.at !== 'missing') return found
    if (found.rest.length < nearest.rest.length) nearest = found
  }
  return nearest
}

function findInBinding(set: AttrsExpr, binding: Binding, path: readonly string[]): Found | null {
  if (binding.type === 'inherit') {
    return binding.names.some(({ name }) => name === path[0]) ? { at: 'inherited' } : null
  }
  const names = binding.path.map((key) => (key.type === 'key' ? key.name : null))
  const shared = Math.min(names.length, path.length)
  if (names.slice(0, shared).some((name, index) => name !== path[index])) return null
  // `a.b.c = …` where `a.b` is asked for: the set is there in parts, none of which is it.
  if (names.length > path.length) return { at: 'missing', set, rest: path }
  const rest = path.slice(shared)
  if (rest.length === 0) return { at: 'value', value: binding.value }
  if (binding.value.type === 'attrs') return findAttribute(binding.value, rest)
  return { at: 'blocked', name: path.slice(0, shared).join('.'), by: binding.value }
}
