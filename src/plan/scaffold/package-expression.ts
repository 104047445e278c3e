import { resolvePath } from '../../inventory/source/resolve-path.ts'
import { calledName } from '../../inventory/syntax/collect-file-references.ts'
import { visitScoped } from '../../inventory/syntax/visit-scoped.ts'
import type { AttrsExpr, Expr } from '../../nix/ast.ts'
import type { Inventory, Package } from '../../model/inventory.ts'
import { quoteAttrPath, quotePath } from '../../nix/quote.ts'
import type { SourceReader } from './library/source-reader.ts'
import type { NixText } from './module-draft.ts'

/** The default of a module's `package` option. */
export type PackageExpression = {
  /** Null where users have to name the package themselves. */
  readonly text: NixText | null
  /** How the manual shows it. */
  readonly shown: NixText | null
  /** What that asks of them, as a sentence; null where nothing. */
  readonly decision: string | null
}

/**
 * How a module gets its package without asking users for an overlay: by calling the package's file, where
 * that needs nothing but what nixpkgs has; else through the repository's own `default.nix`. In a house whose
 * modules read `pkgs`, an overlay's package comes first.
 * @param modulePath path of the module
 */
export function packageExpression(
  pkg: Package,
  modulePath: string,
  house: { readonly usesOverlay: boolean; readonly inventory: Inventory },
  reader: SourceReader,
): PackageExpression {
  const { usesOverlay, inventory } = house
  const attribute = `pkgs.${quoteAttrPath(pkg.attr.split('.'))}`
  const direct = directCall(pkg, modulePath, reader) ?? throughDefault(pkg, modulePath, inventory)
  // Parentheses, because `or` binds tighter than a call.
  if (direct !== null) {
    const fallback = direct.startsWith('(') ? direct : `(${direct})`
    return usesOverlay
      ? { text: `${attribute} or ${fallback}`, shown: attribute, decision: null }
      : { text: direct, shown: direct, decision: null }
  }
  if (usesOverlay || inventory.overlay?.attrs.includes(pkg.attr) === true) {
    const decision = `The package comes from the overlay: without that, users have to set \`package\`.`
    return { text: attribute, shown: attribute, decision }
  }
  const decision = `The package cannot be called from a module, so \`package\` has no default: users have to set it.`
  return { text: null, shown: null, decision }
}

function directCall(pkg: Package, modulePath: string, reader: SourceReader): NixText | null {
  const file = calledFile(pkg, reader)
  const literal = file === null ? null : relative(modulePath, file)
  return literal === null ? null : `pkgs.callPackage ${literal} { }`
}

/**
 * The file that the repository itself calls bare for this package: the one that defines it, or, where a helper
 * builds it, the one called under the package's name. Looked for in the files that a package set is usually written
 * in, from the package's folder up.
 */
function calledFile(pkg: Package, reader: SourceReader): string | null {
  const { path } = pkg.location
  const folders = path.split('/').slice(0, -1)
  const sets = [...folders.map((_folder, depth) => folders.slice(0, folders.length - depth)), []]
    .map((inside) => [...inside, 'default.nix'].join('/'))
    .concat('flake.nix', 'overlay.nix', 'overlays/default.nix')
  for (const set of sets) {
    const calls = set === path ? [] : bareCalls(set, reader)
    const own =
      calls.find(({ target }) => target === path) ??
      calls.find(({ name }) => name === pkg.name || name === pkg.attr)
    if (own !== undefined && takesArguments(own.target, reader)) return own.target
  }
  return null
}

function takesArguments(file: string, reader: SourceReader): boolean {
  const parsed = reader.parse(file)
  return parsed?.expr.type === 'lambda' && parsed.expr.formals !== null
}

type BareCall = { readonly name: string | null; readonly target: string }

/** `name = callPackage ./x.nix { };` in a file, also with arguments that nixpkgs fills in anyway. */
function bareCalls(file: string, reader: SourceReader): readonly BareCall[] {
  const parsed = reader.parse(file)
  const calls: BareCall[] = []
  if (parsed === null) return calls
  visitScoped(parsed.expr, {
    expression(expr) {
      if (expr.type !== 'attrs') return
      for (const binding of expr.bindings) {
        const target = binding.type === 'bind' ? bareTarget(binding.value, file, reader) : null
        const key = binding.type === 'bind' ? binding.path.at(-1) : undefined
        if (target !== null) calls.push({ name: key?.type === 'key' ? key.name : null, target })
      }
    },
  })
  return calls
}

function bareTarget(value: Expr, file: string, reader: SourceReader): string | null {
  if (value.type !== 'apply' || value.fn.type !== 'apply' || value.fn.arg.type !== 'path') return null
  const [literal] = value.fn.arg.parts
  if (calledName(value.fn.fn) !== 'callPackage' || typeof literal !== 'string') return null
  if (value.arg.type !== 'attrs' || !isFilledAnyway(value.arg)) return null
  const target = resolvePath(file, literal)
  return target === null ? null : reader.nixFile(target)
}

/** Names of nixpkgs that files hand on to `callPackage`, which would find them by itself. */
const packageSetNames = new Set(
  (
    'lib stdenv pkgs callPackage buildGoModule buildNpmPackage rustPlatform fetchFromGitHub fetchFromGitea ' +
    'fetchFromGitLab fetchFromTangled fetchgit fetchurl fetchzip fetchNpmDeps python3Packages nodejs pnpm deno ' +
    'makeWrapper pkg-config openssl sqlite darwin'
  ).split(' '),
)

/** `{ }`, and `{ inherit lib; fetchgit = pkgs.fetchgit; }`: nothing that nixpkgs does not have. */
function isFilledAnyway({ bindings }: AttrsExpr): boolean {
  return bindings.every((binding) => {
    if (binding.type === 'inherit') return binding.names.every(({ name }) => packageSetNames.has(name))
    const [key] = binding.path
    const { value } = binding
    const [selected] = value.type === 'select' && value.path.length === 1 ? value.path : []
    const same = key?.type === 'key' && selected?.type === 'key' && key.name === selected.name
    return same && value.type === 'select' && value.target.type === 'variable' && value.target.name === 'pkgs'
  })
}

function throughDefault(pkg: Package, modulePath: string, { entryPoints }: Inventory): NixText | null {
  const entryPoint = entryPoints.find(({ path }) => path === 'default.nix')
  const wants = entryPoint?.requiredArguments.length ?? 0
  if (!pkg.entryPoints.includes('default.nix') || wants > 0) return null
  const root = relative(modulePath, 'default.nix')
  return root && `(import ${root} { inherit pkgs; }).${quoteAttrPath(pkg.attr.split('.'))}`
}

/**
 * A path literal from one file to another; a folder's `default.nix` is called by the folder.
 * @returns null where the path cannot be written in Nix
 */
export function relative(from: string, to: string): NixText | null {
  const quoted = quotePath(from, to.replace(/(^|\/)default\.nix$/, ''))
  return quoted.ok ? quoted.text : null
}
