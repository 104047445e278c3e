import type { AttrKey, Expr, Formals } from '../../nix/ast.ts'
import type { AttributeRead } from '../../model/facts.ts'
import type { Location } from '../../model/location.ts'
import { resolveName, type Scope } from './scope.ts'

/** What callers hand in, under the names that Nix files use for it. */
const bases = new Set(['pkgs', 'config', 'self', 'inputs', 'final', 'prev', 'super', 'nur'])

/** How many `let` aliases are followed: `pkg = set.x; set = pkgs.y;`. */
const aliasLimit = 8

type Chain = { readonly base: string; readonly path: readonly (string | null)[] }

/**
 * Reads `base.a.b or base.c` as attributes of something a caller hands in, through `let` aliases such as
 * `cfg = config.services.x`.
 * @param arguments_ the formals of the file's own function: only there `config` is the system's, in a
 *   submodule it is the submodule's
 * @returns null for an expression that is no such read
 */
export function readAttributes(
  expr: Expr,
  scope: Scope | null,
  arguments_: Formals | null,
  locate: (expr: Expr) => Location,
): AttributeRead | null {
  if (expr.type !== 'select' && expr.type !== 'has-attr') return null
  const target = resolveChain(expr.target, scope, arguments_, aliasLimit)
  if (target === null) return null
  const fallback =
    expr.type === 'select' && expr.fallback ? readAttributes(expr.fallback, scope, arguments_, locate) : null
  return {
    base: target.base,
    path: [...target.path, ...expr.path.map(keyName)],
    optional: expr.type === 'has-attr' || expr.fallback !== null,
    fallback,
    location: locate(expr),
  }
}

function resolveChain(
  expr: Expr,
  scope: Scope | null,
  arguments_: Formals | null,
  left: number,
): Chain | null {
  if (left === 0) return null
  if (expr.type === 'select') {
    const target = expr.fallback === null ? resolveChain(expr.target, scope, arguments_, left - 1) : null
    return target && { base: target.base, path: [...target.path, ...expr.path.map(keyName)] }
  }
  if (expr.type !== 'variable') return null
  const resolution = resolveName(expr.name, scope)
  if (resolution.type !== 'definition') return null
  const { definition } = resolution
  if (definition.kind === 'formal' || definition.kind === 'parameter') {
    if (!bases.has(expr.name)) return null
    const own = arguments_?.names.some((formal) => formal === definition.node) ?? false
    return own || expr.name !== 'config' ? { base: expr.name, path: [] } : null
  }
  return definition.value && resolveChain(definition.value, definition.scope, arguments_, left - 1)
}

function keyName(key: AttrKey): string | null {
  return key.type === 'key' ? key.name : null
}
