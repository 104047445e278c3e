import type { Expr } from '../../nix/ast.ts'
import { resolveName, type Scope } from './scope.ts'

/**
 * What NUR's evaluation, which is restricted and has only `pkgs`, refuses. `currentSystem` and `getEnv` are
 * answered there and are no fault.
 */
const refused = new Set(['fetchTarball', 'fetchGit', 'fetchMercurial', 'fetchTree', 'fetchurl', 'getFlake'])
/** Those that are also names without `builtins.` before them. */
const globalNames = new Set(['fetchTarball', 'fetchGit', 'fetchMercurial', 'fetchTree'])

/** @returns what is refused, as written; null for an expression that is fine */
export function findImpurity(expr: Expr, scope: Scope | null): string | null {
  if (expr.type === 'search-path') return `<${expr.path}>`
  if (expr.type === 'variable')
    return globalNames.has(expr.name) && resolveName(expr.name, scope).type === 'free' ? expr.name : null
  if (expr.type !== 'select' || expr.target.type !== 'variable' || expr.target.name !== 'builtins')
    return null
  const [key] = expr.path
  return key?.type === 'key' && refused.has(key.name) ? `builtins.${key.name}` : null
}
