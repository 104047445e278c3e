import type { Expr } from '../../nix/ast.ts'
import { resolveName, type Scope } from './scope.ts'

/** Names that every Nix file sees (Nix manual, "Built-in constants" and "Built-in functions"). */
const globals: ReadonlySet<string> = new Set(
  (
    'abort baseNameOf break builtins derivation derivationStrict dirOf false fetchGit fetchMercurial fetchTarball ' +
    'fetchTree fromTOML import isNull map null placeholder removeAttrs scopedImport throw toString true'
  ).split(' '),
)

/** Arguments of modules: no library has attributes of these names, so `with lib` does not bring them into scope. */
const moduleArguments: ReadonlySet<string> = new Set(['config', 'options', 'pkgs', 'cfg'])

/**
 * Says whether a use of a name is surely undefined. Below a `with` nothing is sure, except that `with lib` does not
 * bring a module's arguments into scope.
 * @returns null where it may be defined
 */
export function undefinedUse(name: string, scope: Scope | null): { readonly belowWith: boolean } | null {
  if (globals.has(name) || name.startsWith('__')) return null
  const resolution = resolveName(name, scope)
  if (resolution.type === 'definition') return null
  if (resolution.type === 'free') return { belowWith: false }
  return moduleArguments.has(name) && resolution.scopes.every(isLibrary) ? { belowWith: true } : null
}

/** `lib`, `lib.types`, `pkgs.lib`, `builtins`. */
function isLibrary(expr: Expr): boolean {
  if (expr.type === 'variable') return expr.name === 'lib' || expr.name === 'builtins'
  if (expr.type !== 'select' || expr.fallback !== null) return false
  const [first] = expr.path
  return isLibrary(expr.target) || (isPackages(expr.target) && first?.type === 'key' && first.name === 'lib')
}

function isPackages(expr: Expr): boolean {
  return expr.type === 'variable' && (expr.name === 'pkgs' || expr.name === 'nixpkgs')
}
