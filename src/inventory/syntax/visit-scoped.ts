import type { Expr, Node } from '../../nix/ast.ts'
import { childExpressions } from './child-expressions.ts'
import { bindingScope, lambdaScope, withScope, type Scope } from './scope.ts'

export type ScopedVisitor = {
  /** Called for each expression, outermost first, in source order. */
  expression?(expr: Expr, scope: Scope | null, parent: Expr | null): void
  /** Called for each use of a variable, also by `inherit`. */
  use?(name: string, node: Node, scope: Scope | null): void
}

/**
 * Walks a tree with the names visible at each place. Keeps its own stack, so that a file nested a hundred
 * thousand deep costs memory, not the process.
 * @param outer the names visible around `root`, where it is part of a file
 */
export function visitScoped(root: Expr, visitor: ScopedVisitor, outer: Scope | null = null): void {
  const stack = new VisitStack()
  stack.push(root, outer, null)
  for (let expr = stack.pop(); expr !== undefined; expr = stack.pop()) {
    const { scope, parent } = stack
    visitor.expression?.(expr, scope, parent)
    if (expr.type === 'variable') visitor.use?.(expr.name, expr, scope)
    else if (expr.type === 'attrs' || expr.type === 'let') reportInherits(expr, scope, visitor)
    pushChildren(expr, scope, stack)
  }
}

/** Three stacks in step: a visit needs no object of its own. */
class VisitStack {
  readonly #exprs: Expr[] = []
  readonly #scopes: (Scope | null)[] = []
  readonly #parents: (Expr | null)[] = []
  scope: Scope | null = null
  parent: Expr | null = null

  push(expr: Expr, scope: Scope | null, parent: Expr | null): void {
    this.#exprs.push(expr)
    this.#scopes.push(scope)
    this.#parents.push(parent)
  }

  pushAll(exprs: readonly Expr[], scope: Scope | null, parent: Expr): void {
    for (let index = exprs.length - 1; index >= 0; index--) {
      const expr = exprs[index]
      if (expr !== undefined) this.push(expr, scope, parent)
    }
  }

  /** The next expression; its scope and parent are then in `scope` and `parent`. */
  pop(): Expr | undefined {
    this.scope = this.#scopes.pop() ?? null
    this.parent = this.#parents.pop() ?? null
    return this.#exprs.pop()
  }
}

function reportInherits(expr: Expr & { type: 'attrs' | 'let' }, scope: Scope | null, visitor: ScopedVisitor) {
  for (const binding of expr.bindings) {
    if (binding.type !== 'inherit' || binding.from !== null) continue
    for (const name of binding.names) visitor.use?.(name.name, name, scope)
  }
}

/** Pushes what is below an expression, the last first, each with the names visible there. */
function pushChildren(expr: Expr, scope: Scope | null, stack: VisitStack): void {
  switch (expr.type) {
    case 'int':
    case 'float':
    case 'variable':
      return
    case 'apply':
      stack.push(expr.arg, scope, expr)
      stack.push(expr.fn, scope, expr)
      return
    case 'attrs':
      stack.pushAll(
        childExpressions(expr),
        expr.recursive ? bindingScope(scope, expr.bindings, 'rec') : scope,
        expr,
      )
      return
    case 'let':
      stack.pushAll(childExpressions(expr), bindingScope(scope, expr.bindings, 'let'), expr)
      return
    case 'lambda':
      stack.pushAll(childExpressions(expr), lambdaScope(scope, expr), expr)
      return
    case 'with':
      stack.push(expr.body, withScope(scope, expr.scope), expr)
      stack.push(expr.scope, scope, expr)
      return
    default:
      stack.pushAll(childExpressions(expr), scope, expr)
  }
}
