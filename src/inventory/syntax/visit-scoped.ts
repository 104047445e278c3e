import type { Expr, Node } from '../../nix/ast.ts'
import { bindingExpressions, childExpressions, keyExpressions } from './child-expressions.ts'
import { bindingScope, lambdaScope, withScope, type Scope } from './scope.ts'

export type ScopedVisitor = {
  /** Called for each expression, outermost first, in source order. */
  expression?(expr: Expr, scope: Scope | null, parent: Expr | null): void
  /** Called for each use of a variable, also by `inherit`. */
  use?(name: string, node: Node, scope: Scope | null): void
}

type Visit = { readonly expr: Expr; readonly scope: Scope | null; readonly parent: Expr | null }

/**
 * Walks a tree with the names visible at each place. Keeps its own stack, so that a file nested a hundred
 * thousand deep costs memory, not the process.
 * @param outer the names visible around `root`, where it is part of a file
 */
export function visitScoped(root: Expr, visitor: ScopedVisitor, outer: Scope | null = null): void {
  const stack: Visit[] = [{ expr: root, scope: outer, parent: null }]
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { expr, scope, parent } = visit
    visitor.expression?.(expr, scope, parent)
    if (expr.type === 'variable') visitor.use?.(expr.name, expr, scope)
    if (expr.type === 'attrs' || expr.type === 'let') reportInherits(expr, scope, visitor)
    const children = scopedChildren(expr, scope)
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index]
      if (child !== undefined) stack.push(child)
    }
  }
}

function reportInherits(expr: Expr & { type: 'attrs' | 'let' }, scope: Scope | null, visitor: ScopedVisitor) {
  for (const binding of expr.bindings) {
    if (binding.type !== 'inherit' || binding.from !== null) continue
    for (const name of binding.names) visitor.use?.(name.name, name, scope)
  }
}

function scopedChildren(expr: Expr, scope: Scope | null): readonly Visit[] {
  const below = (exprs: readonly Expr[], inner: Scope | null): readonly Visit[] =>
    exprs.map((child) => ({ expr: child, scope: inner, parent: expr }))
  switch (expr.type) {
    case 'attrs':
      return below(childExpressions(expr), expr.recursive ? bindingScope(scope, expr.bindings, 'rec') : scope)
    case 'let': {
      const inner = bindingScope(scope, expr.bindings, 'let')
      return [...below(expr.bindings.flatMap(bindingExpressions), inner), ...below([expr.body], inner)]
    }
    case 'lambda':
      return below(childExpressions(expr), lambdaScope(scope, expr))
    case 'with':
      return [...below([expr.scope], scope), ...below([expr.body], withScope(scope, expr.scope))]
    case 'select':
      return below(
        [expr.target, ...keyExpressions(expr.path), ...(expr.fallback ? [expr.fallback] : [])],
        scope,
      )
    default:
      return below(childExpressions(expr), scope)
  }
}
