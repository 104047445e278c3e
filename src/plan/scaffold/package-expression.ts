import { resolvePath } from '../../inventory/source/resolve-path.ts'
import { calledName } from '../../inventory/syntax/collect-file-references.ts'
import { visitScoped } from '../../inventory/syntax/visit-scoped.ts'
import type { Package } from '../../model/inventory.ts'
import { quoteAttrPath, quotePath } from '../../nix/quote.ts'
import type { SourceReader } from './library/source-reader.ts'
import type { NixText } from './module-draft.ts'

/**
 * How a module gets its package without asking users for an overlay: by calling the package's file, where
 * that needs nothing but what nixpkgs has; else through the repository's own `default.nix`. In a house whose
 * modules read `pkgs`, an overlay's package comes first.
 * @param modulePath path of the module
 * @returns null where the package has no file to call and `default.nix` does not export it
 */
export function packageExpression(
  pkg: Package,
  modulePath: string,
  usesOverlay: boolean,
  reader: SourceReader,
): NixText | null {
  const direct = directCall(pkg, modulePath, reader) ?? throughDefault(pkg, modulePath)
  if (direct === null) return null
  // Parentheses, because `or` binds tighter than a call.
  return usesOverlay ? `pkgs.${quoteAttrPath(pkg.attr.split('.'))} or (${direct})` : direct
}

function directCall(pkg: Package, modulePath: string, reader: SourceReader): NixText | null {
  const { path } = pkg.location
  const parsed = reader.parse(path)
  if (parsed === null || parsed.expr.type !== 'lambda' || parsed.expr.formals === null) return null
  const file = relative(modulePath, path)
  return file !== null && isCalledBare(path, reader) ? `pkgs.callPackage ${file} { }` : null
}

/**
 * Whether the repository itself calls the file as `callPackage ./x.nix { }`: then nixpkgs has all it takes.
 * Looked for in the files that a package set is usually written in, from the package's folder up.
 */
function isCalledBare(path: string, reader: SourceReader): boolean {
  const folders = path.split('/').slice(0, -1)
  const files = folders
    .map((_folder, index) => [...folders.slice(0, index), 'default.nix'].join('/'))
    .concat(`${folders.join('/')}/default.nix`, 'flake.nix', 'overlay.nix', 'overlays/default.nix')
  return files.some((file) => file !== path && callsBare(file, path, reader))
}

function callsBare(file: string, path: string, reader: SourceReader): boolean {
  const parsed = reader.parse(file)
  if (parsed === null) return false
  let found = false
  visitScoped(parsed.expr, {
    expression(expr) {
      if (expr.type !== 'apply' || expr.fn.type !== 'apply' || expr.fn.arg.type !== 'path') return
      const [literal] = expr.fn.arg.parts
      if (calledName(expr.fn.fn) !== 'callPackage' || typeof literal !== 'string') return
      const target = resolvePath(file, literal)
      const bare = expr.arg.type === 'attrs' && expr.arg.bindings.length === 0
      if (bare && target !== null && reader.nixFile(target) === path) found = true
    },
  })
  return found
}

function throughDefault(pkg: Package, modulePath: string): NixText | null {
  if (!pkg.entryPoints.includes('default.nix')) return null
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
