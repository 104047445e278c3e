import type { Binding, Expr, LambdaExpr, Node } from '../../nix/ast.ts'

/** What a name stands for where it is bound. */
export type Definition = {
  readonly kind: 'let' | 'rec' | 'inherit' | 'formal' | 'parameter'
  readonly node: Node
  /** The bound expression; null where it is spread over several paths, or comes from a caller. */
  readonly value: Expr | null
  /** The scope that `value` is read in. */
  readonly scope: Scope | null
}

/** The names visible at a place, innermost first. A `with` makes names visible that syntax cannot know. */
export type Scope = {
  readonly parent: Scope | null
  readonly names: ReadonlyMap<string, Definition>
  readonly with: Expr | null
}

export type Resolution =
  | { readonly type: 'definition'; readonly definition: Definition }
  | { readonly type: 'with'; readonly scopes: readonly Expr[] }
  | { readonly type: 'free' }

/**
 * Finds what a name means. Lexical names win over any `with`, however near (Nix manual, "With-expressions").
 */
export function resolveName(name: string, scope: Scope | null): Resolution {
  const scopes: Expr[] = []
  for (let at = scope; at !== null; at = at.parent) {
    const definition = at.names.get(name)
    if (definition !== undefined) return { type: 'definition', definition }
    if (at.with !== null) scopes.push(at.with)
  }
  return scopes.length === 0 ? { type: 'free' } : { type: 'with', scopes }
}

const noNames: ReadonlyMap<string, Definition> = new Map()

export function withScope(parent: Scope | null, scope: Expr): Scope {
  return { parent, names: noNames, with: scope }
}

/** The scope inside a function: its parameter, its formals. */
export function lambdaScope(parent: Scope | null, lambda: LambdaExpr): Scope {
  const names = new Map<string, Definition>()
  if (lambda.param !== null)
    names.set(lambda.param, { kind: 'parameter', node: lambda, value: null, scope: null })
  for (const formal of lambda.formals?.names ?? [])
    names.set(formal.name, { kind: 'formal', node: formal, value: formal.fallback, scope: null })
  return { parent, names, with: null }
}

/** The scope that `let` and `rec { }` open. */
export function bindingScope(parent: Scope | null, bindings: readonly Binding[], kind: 'let' | 'rec'): Scope {
  const names = new Map<string, Definition>()
  const scope: Scope = { parent, names, with: null }
  for (const binding of bindings) {
    if (binding.type === 'inherit') {
      for (const { name, start, end } of binding.names) {
        const value: Expr =
          binding.from === null
            ? { type: 'variable', name, start, end }
            : {
                type: 'select',
                target: binding.from,
                path: [{ type: 'key', name, start, end }],
                fallback: null,
                start,
                end,
              }
        const node = { start, end }
        names.set(name, { kind: 'inherit', node, value, scope: binding.from === null ? parent : scope })
      }
      continue
    }
    const [first, ...rest] = binding.path
    if (first?.type !== 'key') continue
    const value = rest.length === 0 && !names.has(first.name) ? binding.value : null
    names.set(first.name, { kind, node: first, value, scope })
  }
  return scope
}
