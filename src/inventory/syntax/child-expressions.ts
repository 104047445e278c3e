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
      return expr.bindings.flatMap(bindingExpressions)
    case 'let':
      return [...expr.bindings.flatMap(bindingExpressions), expr.body]
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

/** The expressions a binding holds: computed keys and the value, or what `inherit (…)` takes from. */
export function bindingExpressions(binding: Binding): readonly Expr[] {
  if (binding.type === 'inherit') return binding.from === null ? [] : [binding.from]
  return [...keyExpressions(binding.path), binding.value]
}

/** The expressions inside computed keys. */
export function keyExpressions(path: readonly AttrKey[]): readonly Expr[] {
  return path.flatMap((key) => (key.type === 'dynamic-key' ? [key.expr] : []))
}
