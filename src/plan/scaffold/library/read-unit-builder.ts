import { resolveName, type Scope } from '../../../inventory/syntax/scope.ts'
import type { AttrKey, AttrsExpr, Expr } from '../../../nix/ast.ts'
import { plainSet, type PlainSet } from './analyse-export.ts'
import type { Found } from './find-export.ts'
import type { UsableExport } from './house-library.ts'
import type { SourceReader } from './source-reader.ts'

/** How a library's function makes a systemd unit, as far as its text tells. */
export type UnitBuilder = {
  readonly usable: UsableExport
  /** Name of the unit it makes for the given service. */
  readonly unit: string
  /** Keys of `systemd.services.<unit>` that it sets. */
  readonly unitKeys: ReadonlySet<string>
  /** Environment variables that it sets. */
  readonly variables: ReadonlySet<string>
  /** What it puts into the service section. */
  readonly directives: PlainSet
  /** Names its argument set takes, with those it cannot do without. */
  readonly takes: ReadonlySet<string>
  readonly requires: ReadonlySet<string>
  /** Under which name it takes the command; null where as the directive `ExecStart`. */
  readonly commandKey: string | null
  /** Under which name it takes further directives; `''` where its argument set is those directives. */
  readonly directivesKey: string | null
}

const commandKeys = ['execStart', 'ExecStart', 'command', 'exec']
const directivesKeys = ['serviceConfig', 'extraServiceConfig']
/** What a caller of such a function can fill in. */
const fillable = new Set([...commandKeys, ...directivesKeys, 'name', 'description', 'package', 'cfg'])

/**
 * Reads a function that makes `systemd.services.<unit>`.
 * @param names what its name parameter is called with, and what a `name` in its argument set is
 * @returns null where the unit's name or the way to its command is not to be told
 */
export function readUnitBuilder(
  usable: UsableExport,
  names: { readonly service: string; readonly unit: string },
  reader: SourceReader,
): UnitBuilder | null {
  const { analysis, shape } = usable
  const { result } = analysis
  const made = unitOf(result)
  const values = new Map(
    shape.map(
      (kind, index) =>
        [analysis.reads[index]?.parameter ?? '', kind === 'name' ? names.service : null] as const,
    ),
  )
  if (shape.includes('named')) values.set('name', names.unit)
  const unit = made && nameText(made.key, result.scope, values)
  if (made === null || unit === null || !/^[A-Za-z0-9:_.-]+$/.test(unit)) return null
  const argument = argumentSet(usable)
  if (argument === null || [...argument.requires].some((name) => !fillable.has(name))) return null
  const commandKey = commandKeys.find((key) => argument.takes.has(key)) ?? null
  const directivesKey = directivesKeys.find((key) => argument.takes.has(key)) ?? (argument.whole ? '' : null)
  if (commandKey === null && directivesKey === null) return null
  const inside = (name: string): PlainSet | null => {
    const expr = bindingValue(made.set, name)
    return expr === null ? { keys: [], values: new Map() } : plainSet(reader, { ...result, expr })
  }
  const directives = inside('serviceConfig')
  if (directives === null) return null
  return {
    usable,
    unit,
    unitKeys: new Set(made.set.bindings.flatMap(firstKeys)),
    variables: new Set(inside('environment')?.keys ?? []),
    directives,
    ...argument,
    commandKey,
    directivesKey,
  }
}

type ArgumentSet = {
  readonly takes: ReadonlySet<string>
  readonly requires: ReadonlySet<string>
  readonly whole: boolean
}

function argumentSet({ shape, analysis, export: exported }: UsableExport): ArgumentSet | null {
  const index = shape.findIndex((kind) => kind === 'set' || kind === 'named')
  const parameter = exported.parameters[index]
  if (parameter?.type === 'set') {
    const { required, optional } = parameter
    return { takes: new Set([...required, ...optional]), requires: new Set(required), whole: false }
  }
  const reads = analysis.reads[index]
  if (reads === undefined) return null
  return {
    takes: new Set([...reads.required, ...reads.optional]),
    requires: reads.required,
    whole: reads.whole,
  }
}

type MadeUnit = { readonly key: AttrKey; readonly set: AttrsExpr }

/** The `systemd.services.<key> = { … }` of a set, however its path is split. */
function unitOf(found: Found): MadeUnit | null {
  return find(found.expr, ['systemd', 'services'])

  function find(expr: Expr, path: readonly string[]): MadeUnit | null {
    if (expr.type !== 'attrs') return null
    for (const binding of expr.bindings) {
      if (binding.type !== 'bind') continue
      const rest = afterPrefix(binding.path, path)
      if (rest === null) continue
      const [key, ...deeper] = rest.keys
      if (key === undefined) {
        const inner =
          rest.path.length > 0 || binding.value.type === 'attrs' ? find(binding.value, rest.path) : null
        if (inner !== null) return inner
      } else if (deeper.length === 0 && binding.value.type === 'attrs') return { key, set: binding.value }
    }
    return path.length === 0 ? singleKey(expr) : null
  }
}

/** What is left of a binding's path, and of the wanted path, once their common start is gone; null where they part. */
function afterPrefix(
  keys: readonly AttrKey[],
  path: readonly string[],
): { readonly keys: readonly AttrKey[]; readonly path: readonly string[] } | null {
  const common = Math.min(keys.length, path.length)
  for (let index = 0; index < common; index += 1) {
    const key = keys[index]
    if (key?.type !== 'key' || key.name !== path[index]) return null
  }
  return { keys: keys.slice(common), path: path.slice(common) }
}

function singleKey(set: AttrsExpr): MadeUnit | null {
  const [binding] = set.bindings
  if (set.bindings.length !== 1 || binding?.type !== 'bind' || binding.path.length !== 1) return null
  const [key] = binding.path
  return key !== undefined && binding.value.type === 'attrs' ? { key, set: binding.value } : null
}

/** The text of an attribute name made of plain text, the name parameter, and `toLower` of it. */
function nameText(
  key: AttrKey,
  scope: Scope | null,
  values: ReadonlyMap<string, string | null>,
): string | null {
  return key.type === 'key' ? key.name : text(key.expr)

  function text(expr: Expr): string | null {
    if (expr.type === 'string') {
      const parts = expr.parts.map((part) => (typeof part === 'string' ? part : text(part)))
      return parts.includes(null) ? null : parts.join('')
    }
    if (expr.type === 'variable') {
      const known = values.get(expr.name)
      if (known !== undefined) return known
      const resolution = resolveName(expr.name, scope)
      const value =
        resolution.type === 'definition' && resolution.definition.kind === 'let'
          ? resolution.definition.value
          : null
      return value === null ? null : text(value)
    }
    if (expr.type !== 'apply') return null
    const { fn } = expr
    const called = fn.type === 'variable' ? fn.name : fn.type === 'select' ? firstKeyOf(fn.path.at(-1)) : null
    const argument = text(expr.arg)
    return called === 'toLower' && argument !== null ? argument.toLowerCase() : null
  }
}

function firstKeyOf(key: AttrKey | undefined): string | null {
  return key?.type === 'key' ? key.name : null
}

function firstKeys(binding: AttrsExpr['bindings'][number]): readonly string[] {
  if (binding.type === 'inherit') return binding.names.map(({ name }) => name)
  return firstKeyOf(binding.path[0]) === null ? [] : [firstKeyOf(binding.path[0]) ?? '']
}

function bindingValue(set: AttrsExpr, name: string): Expr | null {
  for (const binding of set.bindings) {
    if (binding.type === 'bind' && binding.path.length === 1 && firstKeyOf(binding.path[0]) === name)
      return binding.value
  }
  return null
}
