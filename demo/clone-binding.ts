import { posix } from 'node:path'
import type { AttrBinding, Expr } from '../src/nix/ast.ts'
import type { NixParser } from '../src/nix/parser.ts'

type Model = { readonly name: string; readonly file: string }

/**
 * Names a package beside its model: repeats every `model = … ./model.nix …;` of a file with the new name.
 * @returns the text with the new bindings; null where the file names the model nowhere
 */
export function cloneBinding(
  parser: NixParser,
  file: { readonly text: string; readonly path: string },
  model: Model,
  name: string,
): string | null {
  const { text, path } = file
  const bindings = findBindings(parser.parse(text).expr, (binding) => {
    const key = binding.path.at(-1)
    return key?.type === 'key' && key.name.endsWith(model.name) && namesFile(binding.value, path, model.file)
  })
  if (bindings.length === 0) return null
  return bindings
    .toSorted((a, b) => b.start - a.start)
    .reduce((current, { start, end }) => {
      const lineStart = current.lastIndexOf('\n', start - 1) + 1
      const indent = current.slice(lineStart, start)
      const separator = /^\s*$/.test(indent) ? `\n${indent}` : ' '
      const copy = current.slice(start, end).replaceAll(model.name, name)
      return current.slice(0, end) + separator + copy + current.slice(end)
    }, text)
}

/** Whether a path in an expression leads to the file, or to the folder whose `default.nix` it is. */
function namesFile(value: Expr, from: string, file: string): boolean {
  const targets = [file, file.replace(/\/(default|package)\.nix$/, '')]
  return expressionsIn(value).some((expr) => {
    if (expr.type !== 'path' || expr.parts.length !== 1 || typeof expr.parts[0] !== 'string') return false
    return targets.includes(posix.join(posix.dirname(from), expr.parts[0]))
  })
}

function findBindings(root: Expr, wanted: (binding: AttrBinding) => boolean): readonly AttrBinding[] {
  return expressionsIn(root)
    .flatMap((expr) => (expr.type === 'attrs' || expr.type === 'let' ? expr.bindings : []))
    .filter((binding): binding is AttrBinding => binding.type === 'bind' && wanted(binding))
}

/** An expression and everything in it. */
function expressionsIn(root: Expr): readonly Expr[] {
  const found: Expr[] = []
  const open: unknown[] = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if (isExpr(value)) found.push(value)
    open.push(...(Object.values(value) as unknown[]))
  }
  return found
}

const notExpressions = new Set(['bind', 'inherit', 'key', 'dynamic-key', 'formals', 'formal'])

function isExpr(value: object): value is Expr {
  const type: unknown = Reflect.get(value, 'type')
  return typeof type === 'string' && !notExpressions.has(type)
}
