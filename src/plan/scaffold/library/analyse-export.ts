import { visitScoped } from '../../../inventory/syntax/visit-scoped.ts'
import { lambdaScope } from '../../../inventory/syntax/scope.ts'
import type { AttrKey, Expr } from '../../../nix/ast.ts'
import { createLineIndex } from '../../../nix/line-index.ts'
import { findExport, importedFile, resolveAlias, type Found } from './find-export.ts'
import type { SourceReader } from './source-reader.ts'

/** What the text of an exported function or set tells. */
export type ExportAnalysis = {
  /** Parameter by parameter: the attributes read off it, those with a fallback apart. */
  readonly reads: readonly ParameterReads[]
  /** Attribute names of the set it is or returns; null where the text does not tell them all. */
  readonly keys: readonly string[] | null
  /** Values of that set that are plain: `true`, numbers, strings, lists of strings, printed as in Nix. */
  readonly values: ReadonlyMap<string, string>
  /** Texts that its named arguments have by default; `{name}` where one holds another argument. */
  readonly defaults: ReadonlyMap<string, string>
  /** The expression it returns, after its parameters. */
  readonly result: Found
  /** A directive in it, or in what it uses, that systemd ignores where it stands. */
  readonly misplaced: Misplaced | null
}

type ParameterReads = {
  readonly parameter: string | null
  readonly required: ReadonlySet<string>
  readonly optional: ReadonlySet<string>
  /** Used as a whole: merged into a set, handed on. */
  readonly whole: boolean
}

type Misplaced = { readonly directive: string; readonly path: string; readonly line: number }

/** Keys that are no keys of a [Service] section, or no keys at all (systemd.unit(5), systemd.exec(5)). */
const ignored = new Set([
  'StartLimitBurst',
  'StartLimitIntervalSec',
  'StartLimitInterval',
  'StartLimitAction',
  'EnvironmentFiles',
])

/** Sections of a unit other than [Service]: what is ignored there is right here. */
const otherSections = new Set(['unitConfig', 'Unit'])

export function analyseExport(reader: SourceReader, path: string, name: string): ExportAnalysis | null {
  const found = findExport(reader, path, name)
  const start = found && resolveAlias(reader, found)
  if (start === null) return null
  const reads: ParameterReads[] = []
  const defaults = new Map<string, string>()
  let at = start
  while (at.expr.type === 'lambda') {
    const body: Found = { expr: at.expr.body, scope: lambdaScope(at.scope, at.expr), path: at.path }
    reads.push(readsOf(at.expr.param, body.expr))
    for (const { name: argument, fallback } of at.expr.formals?.names ?? []) {
      const text = fallback === null ? null : defaultText(fallback)
      if (text !== null) defaults.set(argument, text)
    }
    at = body
  }
  const result = { ...at, expr: belowLet(at.expr) }
  const set = plainSet(reader, at)
  return {
    reads,
    keys: set?.keys ?? null,
    values: set?.values ?? new Map(),
    defaults,
    result,
    misplaced: findMisplaced(reader, at, new Set()),
  }
}

/** A text with the names in it in braces; null for anything else. */
function defaultText(expr: Expr): string | null {
  if (expr.type !== 'string') return null
  const parts = expr.parts.map((part) => {
    if (typeof part === 'string') return part.includes('{') ? null : part
    return part.type === 'variable' ? `{${part.name}}` : null
  })
  return parts.includes(null) ? null : parts.join('')
}

function belowLet(expr: Expr): Expr {
  let at = expr
  while (at.type === 'let' || at.type === 'assert' || at.type === 'with') at = at.body
  return at
}

function readsOf(parameter: string | null, body: Expr): ParameterReads {
  const required = new Set<string>()
  const optional = new Set<string>()
  let whole = false
  if (parameter !== null) {
    visitScoped(body, {
      expression(expr, _scope, parent) {
        if (expr.type === 'variable' && expr.name === parameter) {
          const asTarget =
            (parent?.type === 'select' || parent?.type === 'has-attr') && parent.target === expr
          if (!asTarget) whole = true
        }
        if (expr.type !== 'select' && expr.type !== 'has-attr') return
        if (expr.target.type !== 'variable' || expr.target.name !== parameter) return
        const [key] = expr.path
        if (key?.type !== 'key') whole = true
        else if (expr.type === 'has-attr' || expr.fallback !== null) optional.add(key.name)
        else required.add(key.name)
      },
    })
  }
  for (const name of optional) required.delete(name)
  return { parameter, required, optional, whole }
}

export type PlainSet = { readonly keys: readonly string[]; readonly values: ReadonlyMap<string, string> }

/**
 * The set an expression is, as far as its text tells. What a caller merges into it from the right counts as
 * nothing: the caller knows what that is.
 */
export function plainSet(reader: SourceReader, found: Found): PlainSet | null {
  const expr = belowLet(found.expr)
  if (expr.type === 'attrs') return setOf(expr)
  if (expr.type === 'binary' && expr.op === '//') {
    const left = plainSet(reader, { ...found, expr: expr.left })
    const right =
      plainSet(reader, { ...found, expr: expr.right }) ?? (isCallers(expr.right) ? emptySet : null)
    if (left === null || right === null) return null
    return {
      keys: [...new Set([...left.keys, ...right.keys])],
      values: new Map([...left.values, ...right.values]),
    }
  }
  if (expr.type !== 'variable' && expr.type !== 'select') return null
  const target = resolveAlias(reader, { ...found, expr })
  return target === null || target.expr === expr ? null : plainSet(reader, target)
}

/** `extra`, `args.extra or { }`, `removeAttrs args.extra [ … ]`. */
function isCallers(expr: Expr): boolean {
  return expr.type === 'variable' || expr.type === 'select' || expr.type === 'apply'
}

const emptySet: PlainSet = { keys: [], values: new Map() }

function setOf(expr: Extract<Expr, { type: 'attrs' }>): PlainSet | null {
  const keys: string[] = []
  const values = new Map<string, string>()
  for (const binding of expr.bindings) {
    if (binding.type === 'inherit') {
      keys.push(...binding.names.map(({ name }) => name))
      continue
    }
    const [key] = binding.path
    if (key?.type !== 'key') return null
    keys.push(key.name)
    const value = binding.path.length === 1 ? plainValue(binding.value) : null
    if (value !== null) values.set(key.name, value)
  }
  return { keys: [...new Set(keys)], values }
}

/** `true`, `5`, `"x"`, `[ "a" "b" ]` in one spelling; null for anything else. */
function plainValue(expr: Expr): string | null {
  if (expr.type === 'variable') return expr.name === 'true' || expr.name === 'false' ? expr.name : null
  if (expr.type === 'int') return String(expr.value)
  if (expr.type === 'string') {
    const text = expr.parts.length === 0 ? '' : expr.parts.length === 1 ? expr.parts[0] : null
    return typeof text === 'string' ? JSON.stringify(text) : null
  }
  if (expr.type !== 'list') return null
  const items = expr.items.map(plainValue)
  return items.includes(null) ? null : `[ ${items.join(' ')} ]`
}

/** Looks through an expression and all that it uses for a directive where systemd ignores it. */
function findMisplaced(reader: SourceReader, found: Found, seen: Set<Expr>): Misplaced | null {
  if (seen.has(found.expr)) return null
  seen.add(found.expr)
  const elsewhere = new Set<Expr>()
  const used: Found[] = []
  const misplaced: Misplaced[] = []
  visitScoped(
    found.expr,
    {
      expression(expr, scope, parent) {
        if (parent !== null && elsewhere.has(parent)) elsewhere.add(expr)
        if (expr.type === 'variable' || expr.type === 'select') used.push({ expr, scope, path: found.path })
        if (expr.type !== 'attrs' || elsewhere.has(expr)) return
        for (const binding of expr.bindings) {
          if (binding.type !== 'bind') continue
          const keys = binding.path.map(keyName)
          if (keys.some((key) => otherSections.has(key))) elsewhere.add(binding.value)
          else if (ignored.has(keys.at(-1) ?? '')) {
            const line = lineOf(reader, found.path, binding.start)
            misplaced.push({ directive: keys.at(-1) ?? '', path: found.path, line })
          }
        }
      },
    },
    found.scope,
  )
  const [first] = misplaced
  if (first !== undefined) return first
  for (const use of used) {
    const target = resolveAlias(reader, use)
    if (target === null || target.expr === use.expr) continue
    if (importedFile(reader, target.expr, target.path) !== null) continue
    const inside = findMisplaced(reader, target, seen)
    if (inside !== null) return inside
  }
  return null
}

function keyName(key: AttrKey): string {
  return key.type === 'key' ? key.name : ''
}

function lineOf(reader: SourceReader, path: string, offset: number): number {
  const parsed = reader.parse(path)
  return parsed === null ? 1 : createLineIndex(parsed.text).position(offset).line
}
