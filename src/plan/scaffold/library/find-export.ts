import { resolvePath } from '../../../inventory/source/resolve-path.ts'
import {
  bindingScope,
  lambdaScope,
  resolveName,
  withScope,
  type Scope,
} from '../../../inventory/syntax/scope.ts'
import type { AttrsExpr, Expr } from '../../../nix/ast.ts'
import type { SourceReader } from './source-reader.ts'

/** An expression with the names visible to it and the file it stands in. */
export type Found = { readonly expr: Expr; readonly scope: Scope | null; readonly path: string }

/** How far re-exports and aliases are followed. */
const depthLimit = 16

/**
 * Finds the expression behind an export of a library file, through `let`, `rec`, `//`, `inherit` and
 * re-exports from other files.
 * @returns null where that cannot be told from the text
 */
export function findExport(
  reader: SourceReader,
  path: string,
  name: string,
  depth = depthLimit,
): Found | null {
  const parsed = depth > 0 ? reader.parse(path) : null
  return parsed === null ? null : member(reader, { expr: parsed.expr, scope: null, path }, name, depth)
}

/** The expression that an alias stands for: a name bound by `let`, an attribute of a known set. */
export function resolveAlias(reader: SourceReader, found: Found, depth = depthLimit): Found | null {
  if (depth === 0) return null
  const { expr, scope, path } = found
  if (expr.type === 'variable') {
    const resolution = resolveName(expr.name, scope)
    if (resolution.type !== 'definition') return null
    const { kind, value, scope: inner } = resolution.definition
    if (value === null || kind === 'formal' || kind === 'parameter') return null
    return resolveAlias(reader, { expr: value, scope: inner, path }, depth - 1)
  }
  if (expr.type === 'select' && expr.fallback === null) return resolveSelect(reader, found, depth)
  return found
}

function resolveSelect(reader: SourceReader, found: Found, depth: number): Found | null {
  if (found.expr.type !== 'select') return found
  let at: Found | null = resolveAlias(reader, { ...found, expr: found.expr.target }, depth - 1)
  for (const key of found.expr.path) {
    if (at === null || key.type !== 'key') return null
    const inside: Found | null = member(reader, at, key.name, depth - 1)
    at = inside && resolveAlias(reader, inside, depth - 1)
  }
  return at
}

/** An attribute of what an expression evaluates to, where its text tells. */
function member(reader: SourceReader, found: Found, name: string, depth: number): Found | null {
  if (depth === 0) return null
  const { expr, scope, path } = found
  switch (expr.type) {
    case 'lambda':
      return member(reader, { expr: expr.body, scope: lambdaScope(scope, expr), path }, name, depth)
    case 'let':
      return member(
        reader,
        { expr: expr.body, scope: bindingScope(scope, expr.bindings, 'let'), path },
        name,
        depth,
      )
    case 'with':
      return member(reader, { expr: expr.body, scope: withScope(scope, expr.scope), path }, name, depth)
    case 'assert':
      return member(reader, { ...found, expr: expr.body }, name, depth)
    case 'binary':
      if (expr.op !== '//') return null
      return (
        member(reader, { ...found, expr: expr.right }, name, depth - 1) ??
        member(reader, { ...found, expr: expr.left }, name, depth - 1)
      )
    case 'attrs':
      return memberOfSet(reader, expr, found, name, depth)
    case 'variable':
    case 'select': {
      const target = resolveAlias(reader, found, depth - 1)
      return target === null || target.expr === expr ? null : member(reader, target, name, depth - 1)
    }
    case 'apply': {
      const file = importedFile(reader, expr, path)
      return file === null ? null : findExport(reader, file, name, depth - 1)
    }
    default:
      return null
  }
}

function memberOfSet(
  reader: SourceReader,
  set: AttrsExpr,
  found: Found,
  name: string,
  depth: number,
): Found | null {
  const { scope, path } = found
  const inner = set.recursive ? bindingScope(scope, set.bindings, 'rec') : scope
  for (const binding of set.bindings) {
    if (binding.type === 'bind') {
      const [key] = binding.path
      if (binding.path.length === 1 && key?.type === 'key' && key.name === name) {
        return { expr: binding.value, scope: inner, path }
      }
    } else if (binding.names.some((inherited) => inherited.name === name)) {
      if (binding.from !== null)
        return member(reader, { expr: binding.from, scope: inner, path }, name, depth - 1)
      const variable: Expr = { type: 'variable', name, start: binding.start, end: binding.end }
      return resolveAlias(reader, { expr: variable, scope, path }, depth - 1)
    }
  }
  return null
}

/** The file of `import ./x.nix` and of `import ./x.nix { … }`. */
export function importedFile(reader: SourceReader, expr: Expr, path: string): string | null {
  if (expr.type !== 'apply') return null
  const { fn, arg } = expr
  if (fn.type === 'apply') return importedFile(reader, fn, path)
  const named = fn.type === 'variable' ? fn.name : fn.type === 'select' ? lastKey(fn.path) : null
  if (named !== 'import' || arg.type !== 'path') return null
  const [literal] = arg.parts
  if (arg.parts.length !== 1 || typeof literal !== 'string') return null
  const target = resolvePath(path, literal)
  return target === null ? null : reader.nixFile(target)
}

function lastKey(path: Extract<Expr, { type: 'select' }>['path']): string | null {
  const last = path.at(-1)
  return last?.type === 'key' ? last.name : null
}
