import type { AttrKey, Binding, Expr } from '../../nix/ast.ts'

/** The expressions directly below one, in source order. */
export function childExpressions(expr: Expr): readonly Expr[] {
  switch (expr.type) {
    case 'int':
    case 'float':
    case 'search-path':
    case 'variable':
    case 'invalid':
      return []
    case 'string':
    case 'path':
      return expr.parts.filter((part) => typeof part !== 'string')
    case 'list':
      return expr.items
    case 'attrs':
      return expressionsOf(expr.bindings)
    case 'let':
      return [...expressionsOf(expr.bindings), expr.body]
    case 'lambda': {
      const fallbacks = expr.formals?.names.flatMap(({ fallback }) => (fallback === null ? [] : [fallback]))
      return [...(fallbacks ?? []), expr.body]
    }
    case 'apply':
      return [expr.fn, expr.arg]
    case 'select':
      return [expr.target, ...keyExpressions(expr.path), ...(expr.fallback === null ? [] : [expr.fallback])]
    case 'has-attr':
      return [expr.target, ...keyExpressions(expr.path)]
    case 'with':
      return [expr.scope, expr.body]
    case 'assert':
      return [expr.condition, expr.body]
    case 'if':
      return [expr.condition, expr.then, expr.else]
    case 'unary':
      return [expr.operand]
    case 'binary':
      return [expr.left, expr.right]
  }
}

/** The expressions bindings hold: computed keys and the values, or what `inherit (…)` takes from. */
export function expressionsOf(bindings: readonly Binding[]): readonly Expr[] {
  const exprs: Expr[] = []
  for (const binding of bindings) {
    if (binding.type === 'bind') {
      for (const key of binding.path) if (key.type === 'dynamic-key') exprs.push(key.expr)
      exprs.push(binding.value)
    } else if (binding.from !== null) exprs.push(binding.from)
  }
  return exprs
}

/** The expressions inside computed keys. */
export function keyExpressions(path: readonly AttrKey[]): readonly Expr[] {
  return path.flatMap((key) => (key.type === 'dynamic-key' ? [key.expr] : []))
}
