import { formalsOf } from '../../eval/formals.ts'
import { functionArgs, isFunction } from '../../eval/functions.ts'
import { because, hasName } from '../../eval/partial.ts'
import {
  type FileText,
  Attr,
  AttrSet,
  Lambda,
  PathValue,
  Unknown,
  attrSet,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { property, typeTag } from './property.ts'
import { slotOr } from '../slot-or.ts'

/** A module that was read: its options are not looked at, its definitions not evaluated. */
export type LoadedModule = {
  readonly file: string | null
  readonly options: Slot | null
  readonly config: Slot
  /** Why it is not known whether it is imported; null where it is. */
  readonly uncertain: Unknown | null
}

/** Why it is not known which modules there are. */
export type UnknownModule = { readonly reason: string; readonly file: string | null }

/** Finds what a module function is called with. */
export type ArgumentFinder = (name: string) => Slot

export type LoadedModules = {
  readonly modules: readonly LoadedModule[]
  readonly unknown: readonly UnknownModule[]
}

/** A module in the tree of imports. */
type Found = {
  readonly key: string
  readonly module: LoadedModule
  readonly imports: readonly Found[]
}

type Loading = {
  readonly machine: Machine
  readonly args: Arguments
  readonly unknown: UnknownModule[]
  readonly disabled: Set<string>
  /** Files that are being read: one that imports itself is not read again. */
  readonly files: Map<string, readonly Found[]>
}

/** What module functions are called with. */
export type Arguments = {
  /** Those that every module function gets. */
  readonly common: ReadonlyMap<string, Slot>
  /** Those that it gets where it names them. */
  readonly find: ArgumentFinder
}

/** Attributes of a module that are not configuration where it has neither `config` nor `options` (nixpkgs, `unifyModuleSyntax`). */
const shortStructure = new Set([
  '_class',
  '_file',
  'key',
  'disabledModules',
  'require',
  'imports',
  'freeformType',
])

/**
 * Reads modules and all that they import.
 * @returns in the order in which nixpkgs merges their definitions: last first, imports after those that import them
 */
export function loadModules(machine: Machine, slots: readonly Slot[], args: Arguments): LoadedModules {
  const loading: Loading = { machine, args, unknown: [], disabled: new Set(), files: new Map() }
  const roots = loadAll(loading, slots, null, '', null)
  const seen = new Set<string>()
  const modules: LoadedModule[] = []
  let level = roots
  while (level.length > 0) {
    const next: Found[] = []
    for (const found of level) {
      if (seen.has(found.key) || loading.disabled.has(found.key)) continue
      seen.add(found.key)
      modules.push(found.module)
      next.push(...found.imports)
    }
    level = next
  }
  return { modules: modules.toReversed(), unknown: loading.unknown }
}

function loadAll(
  loading: Loading,
  slots: readonly Slot[],
  file: string | null,
  parentKey: string,
  uncertain: Unknown | null,
): readonly Found[] {
  return slots.flatMap((slot, index) =>
    load(loading, slot, file, `${parentKey}:anon-${index + 1}`, uncertain),
  )
}

function load(
  loading: Loading,
  slot: Slot,
  file: string | null,
  key: string,
  uncertain: Unknown | null,
): readonly Found[] {
  const { machine } = loading
  const value = machine.force(slot)
  if (value instanceof Unknown) {
    if (value.candidates === null) {
      loading.unknown.push({ reason: value.reason, file })
      return []
    }
    const why = uncertain ?? because(value)
    return value.candidates.flatMap((candidate, index) =>
      load(loading, candidate, file, `${key}?${index}`, why),
    )
  }
  if (value instanceof PathValue) return loadFile(loading, value, file, uncertain)
  return read(loading, callIfFunction(loading, value), file, key, uncertain)
}

function loadFile(
  loading: Loading,
  path: PathValue,
  from: string | null,
  uncertain: Unknown | null,
): readonly Found[] {
  const { machine, files } = loading
  if (!path.inSnapshot) {
    loading.unknown.push({ reason: `/${path.path} is not in the repository`, file: from })
    return []
  }
  const standing = files.get(path.path)
  if (standing !== undefined) return standing
  const folder = machine.files.typeOf(path.path) === 'directory'
  const file = folder ? `${path.path}/default.nix`.replace(/^\//, '') : path.path
  const empty: LoadedModule = { file, options: null, config: attrSet([]), uncertain }
  files.set(path.path, [{ key: path.path, module: empty, imports: [] }])
  const found = read(
    loading,
    callIfFunction(loading, machine.importFile(path, null)),
    file,
    path.path,
    uncertain,
  )
  files.set(path.path, found)
  return found
}

function callIfFunction(loading: Loading, value: Value): Value {
  return isFunction(loading.machine, value) === true
    ? callModule(loading.machine, value, loading.args)
    : value
}

/** Calls a module function with what it asks for; what nobody gives is unknown. */
export function callModule(machine: Machine, fn: Value, { common, find }: Arguments): Value {
  const given = new Map<string, Attr>()
  const names = machine.force(functionArgs(machine, fn))
  // A function of a set pattern without an ellipsis gets what it names and nothing else.
  if (acceptsMore(fn)) for (const [name, slot] of common) given.set(name, new Attr(slot, null))
  for (const name of names instanceof AttrSet ? names.attrs.keys() : []) {
    const standing = common.get(name)
    given.set(name, new Attr(standing === undefined ? find(name) : standing, null))
  }
  const rest = formalsOf(fn) === null ? new Unknown('an argument of the module', []) : null
  return machine.apply(fn, new AttrSet(given, rest))
}

function acceptsMore(fn: Value): boolean {
  return !(fn instanceof Lambda) || fn.formals === null || fn.formals.ellipsis
}

function read(
  loading: Loading,
  value: Value,
  file: string | null,
  key: string,
  uncertain: Unknown | null,
): readonly Found[] {
  const { machine } = loading
  if (!(value instanceof AttrSet)) {
    const reason = value instanceof Unknown ? value.reason : 'a module is neither a set nor a function'
    if (value instanceof Unknown && value.candidates !== null)
      return load(loading, value, file, key, uncertain)
    loading.unknown.push({ reason, file })
    return []
  }
  const tag = typeTag(value, machine)
  if (tag === 'if' || tag === 'override' || tag === 'merge') {
    return read(loading, attrSet([['config', value]]), file, key, uncertain)
  }
  const origin = fileOf(machine, value) ?? file
  const own = keyOf(machine, value) ?? key
  disable(loading, value)
  const imports = value.attrs.get('imports') ?? value.attrs.get('require')
  const structured = value.attrs.has('config') || value.attrs.has('options')
  return [
    {
      key: own,
      module: {
        file: origin,
        options: structured ? (value.attrs.get('options')?.slot ?? null) : null,
        config: configOf(value, structured),
        uncertain,
      },
      imports: imports === undefined ? [] : loadImports(loading, imports.slot, origin, own, uncertain),
    },
  ]
}

function loadImports(
  loading: Loading,
  slot: Slot,
  file: string | null,
  key: string,
  uncertain: Unknown | null,
): readonly Found[] {
  const imports = loading.machine.force(slot)
  if (isList(imports)) return loadAll(loading, imports, file, key, uncertain)
  if (imports instanceof Unknown && imports.candidates !== null) {
    const why = uncertain ?? because(imports)
    return imports.candidates.flatMap((candidate) => loadImports(loading, candidate, file, key, why))
  }
  loading.unknown.push({
    reason: imports instanceof Unknown ? imports.reason : '`imports` is not a list',
    file,
  })
  return []
}

/** What a module defines, with `meta` and `freeformType` where nixpkgs puts them. */
function configOf(module: AttrSet, structured: boolean): Slot {
  const own: Slot = structured
    ? slotOr(module, 'config', attrSet([]))
    : new AttrSet(
        new Map([...module.attrs].filter(([name]) => !shortStructure.has(name))),
        module.rest,
        null,
        module.maybe,
      )
  const more: Slot[] = []
  const meta = structured ? module.attrs.get('meta') : undefined
  if (meta !== undefined) more.push(attrSet([['meta', meta.slot]]))
  const freeform = module.attrs.get('freeformType')
  if (freeform !== undefined) more.push(attrSet([['_module', attrSet([['freeformType', freeform.slot]])]]))
  return more.length === 0 ? own : property('merge', [['contents', [own, ...more]]])
}

function fileOf(machine: Machine, module: AttrSet): string | null {
  if (hasName(module, '_file') !== true) return null
  const file = machine.select(module, '_file')
  if (file instanceof PathValue) return file.inSnapshot ? file.path : `/${file.path}`
  if (file instanceof Unknown && file.file !== null) return nameOfText(file.file)
  return typeof file === 'string' ? file : null
}

function keyOf(machine: Machine, module: AttrSet): string | null {
  if (hasName(module, 'key') !== true) return null
  const key = machine.select(module, 'key')
  if (key instanceof PathValue) return key.path
  if (key instanceof Unknown && key.file !== null) return nameOfText(key.file)
  return typeof key === 'string' ? key : null
}

function disable(loading: Loading, module: AttrSet): void {
  const { machine } = loading
  if (hasName(module, 'disabledModules') !== true) return
  const list = machine.select(module, 'disabledModules')
  for (const slot of isList(list) ? list : []) {
    const item = machine.force(slot)
    if (item instanceof PathValue && item.inSnapshot) loading.disabled.add(item.path)
    else if (item instanceof AttrSet) {
      const key = keyOf(machine, item)
      if (key !== null) loading.disabled.add(key)
    }
  }
}

function nameOfText({ end, root }: FileText): string {
  return `${root}${end}`.replace(/^\//, '')
}
