import type { Binding, Expr, PathExpr } from '../../nix/ast.ts'
import type { FileReference } from '../../model/facts.ts'
import type { Location } from '../../model/location.ts'
import type { Surroundings } from '../source/source-tree.ts'
import { resolvePath } from '../source/resolve-path.ts'

type Use = FileReference['use']

/** Gathers the path literals of one file, with what is done to each. */
export type FileReferenceCollector = {
  visit(expr: Expr, parent: Expr | null): void
  finish(isDefault: (expr: Expr) => boolean): readonly FileReference[]
}

const readers = new Set(['readFile', 'readDir', 'importJSON', 'importTOML', 'fromJSON'])

/**
 * @param path of the file
 * @param locate turns a node of the file into its location
 */
export function collectFileReferences(
  path: string,
  locate: (expr: Expr) => Location,
  tree: Surroundings,
): FileReferenceCollector {
  const uses = new Map<Expr, Use>()
  const guarded = new Set<string>()
  const references: {
    readonly expr: Expr
    readonly target: string
    readonly use: Use
    readonly location: Location
  }[] = []
  const targetOf = (expr: Expr): string | null => {
    const literal = expr.type === 'path' ? literalText(expr) : null
    return literal === null ? null : resolvePath(path, literal)
  }
  return {
    visit(expr, parent) {
      if (expr.type === 'attrs') for (const binding of expr.bindings) markImports(binding, uses)
      if (expr.type === 'apply') {
        const target = targetOf(expr.arg)
        const name = calledName(expr.fn)
        if (target !== null && name === 'pathExists') guarded.add(target)
        if (expr.arg.type === 'path') uses.set(expr.arg, useOf(name))
      }
      if (expr.type !== 'path' || parent?.type === 'path') return
      const target = targetOf(expr)
      if (target !== null)
        references.push({ expr, target, use: uses.get(expr) ?? 'mention', location: locate(expr) })
    },
    finish: (isDefault) =>
      references.map(({ expr, ...reference }) => ({
        ...reference,
        inDefault: isDefault(expr),
        guarded: guarded.has(reference.target),
        missing: isMissing(reference, tree),
      })),
  }
}

/** An import of a folder reads its `default.nix`; a mere mention may be of a file that is made later. */
function isMissing({ target, use }: Pick<FileReference, 'target' | 'use'>, tree: Surroundings): boolean {
  if (use === 'mention' || tree.isElsewhere(target)) return false
  if (!tree.exists(target)) return true
  return use !== 'read' && tree.importTarget(target) === null
}

/** A path's text; null where a part is computed, or where more is added to it. */
function literalText(expr: PathExpr): string | null {
  const parts = expr.parts.map((part) => (typeof part === 'string' ? part : null))
  return parts.includes(null) ? null : parts.join('')
}

/** The last name of what is called: `callPackage` of `pkgs.callPackage`. */
export function calledName(fn: Expr): string | null {
  if (fn.type === 'variable') return fn.name
  if (fn.type !== 'select') return null
  const last = fn.path.at(-1)
  return last?.type === 'key' ? last.name : null
}

function useOf(name: string | null): Use {
  if (name === 'import' || name === 'scopedImport') return 'import'
  if (name === 'callPackage' || name === 'callPackages') return 'call'
  return name !== null && readers.has(name) ? 'read' : 'mention'
}

/** Marks the paths of `imports = [ … ] ++ …`. */
function markImports(binding: Binding, uses: Map<Expr, Use>): void {
  if (binding.type !== 'bind') return
  const last = binding.path.at(-1)
  if (last?.type !== 'key' || last.name !== 'imports') return
  const pending: Expr[] = [binding.value]
  for (let expr = pending.pop(); expr !== undefined; expr = pending.pop()) {
    if (expr.type === 'list') pending.push(...expr.items)
    else if (expr.type === 'binary' && expr.op === '++') pending.push(expr.left, expr.right)
    else if (expr.type === 'path') uses.set(expr, 'module')
  }
}
