import { resolvePath } from '../../inventory/source/resolve-path.ts'
import { visitScoped } from '../../inventory/syntax/visit-scoped.ts'
import type { AttrsExpr, Expr, ListExpr } from '../../nix/ast.ts'
import { insertIntoList, insertIntoSet } from '../../nix/edit/edit-source.ts'
import { applyEdits, type EditResult } from '../../nix/edit/text-edit.ts'
import type { NixParser, ParsedNix } from '../../nix/parser.ts'
import { quoteString } from '../../nix/quote.ts'
import { relative } from './package-expression.ts'

/** How a file lists the modules it hands out. */
export type Collection =
  /** A NixOS module that imports them. */
  | { readonly type: 'imports' }
  /** A list of paths, and nothing else. */
  | { readonly type: 'list' }
  /** Lists of folder names, which the file turns into paths. */
  | { readonly type: 'names'; readonly add: (name: string, parser: NixParser) => EditResult }
  | SetCollection

/** A set of name → path, or name → `import` of a path. */
export type SetCollection = {
  readonly type: 'set'
  /** Of the file. */
  readonly path: string
  readonly parsed: ParsedNix
  readonly set: AttrsExpr
  readonly imports: boolean
  /** Files and folders that its values are, from the root of the repository. */
  readonly targets: readonly string[]
}

/**
 * Finds how a file lists modules.
 * @param path of the file
 * @param isSibling whether a name is that of a module or folder beside the file
 * @returns null where it does so in no way that is understood
 */
export function findCollection(
  parsed: ParsedNix,
  path: string,
  isSibling: (name: string) => boolean,
): Collection | null {
  const body = bodyOf(parsed.expr)
  if (body.type === 'list') return { type: 'list' }
  if (body.type === 'binary' && body.op === '//') return mergedSet(parsed, path, body)
  if (body.type !== 'attrs') return null
  const imports = valueOf(body, 'imports')
  if (imports !== null && !endsInList(imports)) return findNames(parsed, isSibling)
  if (imports !== null || valueOf(body, 'options') !== null || valueOf(body, 'config') !== null)
    return { type: 'imports' }
  if (body.bindings.length === 0)
    return parsed.expr.type === 'lambda' ? { type: 'imports' } : setCollection(parsed, path, body)
  return setCollection(parsed, path, body)
}

/** Adds an entry, as the others are written; there already, and the same, is fine. */
export function addToSet(
  collection: SetCollection,
  name: string,
  target: string,
  parser: NixParser,
): EditResult {
  const { parsed, set, path, imports } = collection
  const file = relative(path, target)
  if (file === null) return { ok: false, reason: 'Nix cannot write its path' }
  const standing = valueOf(set, name)
  if (standing !== null) {
    const leadsTo = targetOf(standing, path)?.target
    const same = leadsTo === target || `${leadsTo ?? ''}/default.nix` === target
    return same ? { ok: true, edits: [] } : { ok: false, reason: `it has another \`${name}\` already` }
  }
  const value = imports ? `import ${file}` : file
  return checked(parsed, [insertIntoSet(parsed, set, [name], value, 'sorted')], parser)
}

function checked(
  parsed: ParsedNix,
  edits: readonly ReturnType<typeof insertIntoSet>[],
  parser: NixParser,
): EditResult {
  const after = parser.parse(applyEdits(parsed.text, edits))
  return after.errors.length === 0 ? { ok: true, edits } : { ok: false, reason: 'the edit would break it' }
}

function bodyOf(expr: Expr): Expr {
  let at = expr
  while (at.type === 'lambda' || at.type === 'let' || at.type === 'with' || at.type === 'assert') at = at.body
  return at
}

function valueOf(set: AttrsExpr, name: string): Expr | null {
  for (const binding of set.bindings) {
    const [key] = binding.type === 'bind' ? binding.path : []
    if (binding.type === 'bind' && binding.path.length === 1 && key?.type === 'key' && key.name === name)
      return binding.value
  }
  return null
}

/** `[ … ]`, `[ … ] ++ …`: a list that an element can be added to. */
function endsInList(expr: Expr): boolean {
  if (expr.type === 'list') return true
  return expr.type === 'binary' && expr.op === '++' && (endsInList(expr.left) || endsInList(expr.right))
}

function setCollection(parsed: ParsedNix, path: string, set: AttrsExpr): SetCollection | null {
  const values = set.bindings.map((binding) =>
    binding.type === 'bind' ? targetOf(binding.value, path) : null,
  )
  const known = values.filter((value) => value !== null)
  if (set.bindings.length > 0 && known.length * 2 < set.bindings.length) return null
  const imports = known.length > 0 && known.every((value) => value.imported)
  return { type: 'set', path, parsed, set, imports, targets: known.map(({ target }) => target) }
}

/** `modules // { default = …; }`: the set of paths among those that are merged, written in place or bound in a `let`. */
function mergedSet(parsed: ParsedNix, path: string, merged: Expr): SetCollection | null {
  const named = bindingsAround(parsed.expr)
  const sets = (expr: Expr): readonly AttrsExpr[] => {
    if (expr.type === 'binary' && expr.op === '//') return [...sets(expr.left), ...sets(expr.right)]
    if (expr.type === 'attrs') return [expr]
    const value = expr.type === 'variable' ? named.get(expr.name) : undefined
    return value?.type === 'attrs' ? [value] : []
  }
  const found = sets(merged).flatMap((set) => setCollection(parsed, path, set) ?? [])
  return found.find(({ targets }) => targets.length > 0) ?? null
}

/** What the `let`s around a file's body bind. */
function bindingsAround(expr: Expr): ReadonlyMap<string, Expr> {
  const named = new Map<string, Expr>()
  let at = expr
  while (at.type === 'lambda' || at.type === 'let' || at.type === 'with' || at.type === 'assert') {
    for (const binding of at.type === 'let' ? at.bindings : []) {
      const [key] = binding.type === 'bind' && binding.path.length === 1 ? binding.path : []
      if (binding.type === 'bind' && key?.type === 'key') named.set(key.name, binding.value)
    }
    at = at.body
  }
  return named
}

type Target = { readonly target: string; readonly imported: boolean }

/** The file that `./x.nix` or `import ./x.nix` leads to. */
function targetOf(expr: Expr, from: string): Target | null {
  if (expr.type === 'apply') {
    const { fn, arg } = expr
    const inner = fn.type === 'variable' && fn.name === 'import' ? targetOf(arg, from) : null
    return inner && { ...inner, imported: true }
  }
  const [literal] = expr.type === 'path' && expr.parts.length === 1 ? expr.parts : []
  const target = typeof literal === 'string' ? resolvePath(from, literal) : null
  return target === null ? null : { target, imported: false }
}

/**
 * Finds the set of modules that a file binds to one of these names, however deep; null where there is none, or
 * more than one.
 */
export function findNamedSet(
  parsed: ParsedNix,
  path: string,
  names: readonly string[],
): SetCollection | null {
  const found: SetCollection[] = []
  visitScoped(parsed.expr, {
    expression(expr) {
      if (expr.type !== 'attrs') return
      for (const name of names) {
        const value = valueOf(expr, name)
        const collection = value?.type === 'attrs' ? setCollection(parsed, path, value) : null
        if (collection !== null && collection.targets.length > 0) found.push(collection)
      }
    },
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Lists of strings that name what is beside the file: a new name goes to the longest of them. */
function findNames(parsed: ParsedNix, isSibling: (name: string) => boolean): Collection | null {
  const lists: ListExpr[] = []
  visitScoped(parsed.expr, {
    expression(expr) {
      if (expr.type !== 'list' || expr.items.length === 0) return
      const names = expr.items.map(plainText)
      if (names.every((name) => name !== null && isSibling(name))) lists.push(expr)
    },
  })
  const [longest] = lists.sort((a, b) => b.items.length - a.items.length || a.start - b.start)
  if (longest === undefined) return null
  const all = new Set(lists.flatMap(({ items }) => items.map(plainText)))
  return {
    type: 'names',
    add: (name, parser) =>
      all.has(name)
        ? { ok: true, edits: [] }
        : checked(parsed, [insertIntoList(parsed, longest, quoteString(name))], parser),
  }
}

function plainText(expr: Expr): string | null {
  if (expr.type !== 'string' || expr.parts.length !== 1) return null
  const [text] = expr.parts
  return typeof text === 'string' ? text : null
}
