import { formalsOf } from '../eval/call-package.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  attrSet,
  delay,
  isList,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { definedNames, definitionsOf, discharge, type Definition } from './definitions.ts'
import { mergeDefinitions, type Submodules } from './merge-definitions.ts'
import { isOption, priorities } from './options.ts'

/** An option that a module declares. */
export type DeclaredOption = {
  /** `services.tangled.knot.port`; members of a set of submodules stand under `<name>`. */
  readonly path: readonly string[]
  /** What `mkOption` was given. */
  readonly option: AttrSet
  readonly position: Position | null
  /** Path of the module's file, where it has one. */
  readonly file: string | null
}

/** Modules that were read, before their options are evaluated. */
export type LoadedModule = {
  readonly file: string | null
  readonly options: Slot | null
  readonly config: Slot
}

export type EvaluatedModules = {
  readonly modules: readonly LoadedModule[]
  readonly options: readonly DeclaredOption[]
  /** Where options could not be known: an unknown `imports` entry or option set, with the reason. */
  readonly unknown: readonly { readonly reason: string; readonly file: string | null }[]
  /** The whole configuration: declared options by their types, and beside them what else is defined. */
  readonly config: AttrSet
  /** All definitions, for options that nobody here declares. */
  readonly definitions: () => readonly Definition[]
}

/**
 * nixpkgs' `evalModules`, as far as it can be known: reads modules and what they import, the options they
 * declare, and the configuration they define, without the options of NixOS.
 * @param modules paths, functions or sets
 * @param args what module functions are called with beside `config` and `options`: `lib`, `pkgs`, …;
 *   an argument that is not there is unknown
 * @param settings definitions on top, such as `{ services.x.enable = true; }`
 * @throws EvalFault where a module cannot be evaluated
 */
export function evaluateModules(
  machine: Machine,
  modules: readonly Slot[],
  args: ReadonlyMap<string, Slot>,
  settings: readonly Slot[] = [],
): EvaluatedModules {
  return evaluate(
    machine,
    modules,
    args,
    settings.map((slot) => ({ file: null, options: null, config: slot })),
    [],
  )
}

function evaluate(
  machine: Machine,
  modules: readonly Slot[],
  args: ReadonlyMap<string, Slot>,
  extra: readonly LoadedModule[],
  prefix: readonly string[],
): EvaluatedModules {
  const loading: Loading = { machine, args: new Map(args), seen: new Set(), loaded: [...extra], unknown: [] }
  const tree = delay((): Value => configuration.config)
  loading.args.set('config', tree)
  loading.args.set('options', new Unknown('the options of the whole system', ['options']))
  for (const module of modules) load(loading, module, null)
  const { loaded, unknown } = loading
  const declared: DeclaredOption[] = []
  for (const module of loaded) {
    if (module.options !== null) declare(machine, module.options, prefix, module.file, declared, unknown)
  }
  const configuration = { config: makeConfig(declared, loaded, prefix, args) }
  return {
    modules: loaded,
    options: declared,
    unknown,
    config: configuration.config,
    definitions: () => loaded.flatMap(({ config }) => discharge(config, machine)),
  }
}

type Loading = {
  readonly machine: Machine
  readonly args: Map<string, Slot>
  readonly seen: Set<string>
  readonly loaded: LoadedModule[]
  readonly unknown: { reason: string; file: string | null }[]
}

/** Attributes of a module that are not configuration (nixpkgs, `lib/modules.nix`, `unifyModuleSyntax`). */
const structure = new Set([
  '_class',
  '_file',
  'key',
  'disabledModules',
  'imports',
  'options',
  'config',
  'meta',
  'freeformType',
])

function load(loading: Loading, slot: Slot, file: string | null): void {
  const { machine } = loading
  let value = machine.force(slot)
  let origin = file
  if (value instanceof PathValue && value.inSnapshot) {
    if (loading.seen.has(value.path)) return
    loading.seen.add(value.path)
    origin = fileOf(machine, value)
    value = machine.importFile(value, null)
  }
  if (value instanceof Lambda || value instanceof Native || isFunctor(value)) {
    value = callModule(machine, value, loading.args)
  }
  if (value instanceof AttrSet && value.attrs.has('_file')) {
    const named = machine.force(value.attrs.get('_file')?.slot ?? null)
    if (named instanceof PathValue && named.inSnapshot) origin = named.path
  }
  if (!(value instanceof AttrSet)) {
    const reason = value instanceof Unknown ? value.reason : 'a module is neither a set nor a function'
    loading.unknown.push({ reason, file: origin })
    return
  }
  const imports = value.attrs.get('imports')
  if (imports !== undefined) loadImports(loading, imports.slot, origin)
  const structured = value.attrs.has('config') || value.attrs.has('options')
  const options = value.attrs.get('options')?.slot ?? null
  const config = structured
    ? (value.attrs.get('config')?.slot ?? new AttrSet(new Map()))
    : new AttrSet(new Map([...value.attrs].filter(([name]) => !structure.has(name))), value.rest)
  loading.loaded.push({ file: origin, options, config })
}

function fileOf(machine: Machine, path: PathValue): string {
  return machine.files.typeOf(path.path) === 'directory'
    ? `${path.path}/default.nix`.replace(/^\//, '')
    : path.path
}

function isFunctor(value: Value): boolean {
  return value instanceof AttrSet && value.attrs.has('__functor')
}

function loadImports(loading: Loading, slot: Slot, file: string | null): void {
  const imports = loading.machine.force(slot)
  if (!isList(imports)) {
    const reason = imports instanceof Unknown ? imports.reason : '`imports` is not a list'
    loading.unknown.push({ reason, file })
    return
  }
  for (const item of imports) {
    const value = loading.machine.force(item)
    if (value instanceof Unknown && value.candidates !== null) {
      for (const candidate of value.candidates) load(loading, candidate, file)
    } else load(loading, value, file)
  }
}

/** Calls a module function with what it asks for; what nobody gives is unknown. */
export function callModule(machine: Machine, fn: Value, args: ReadonlyMap<string, Slot>): Value {
  const formals = formalsOf(fn)
  const given = new Map<string, Attr>()
  if (formals === null) {
    for (const [name, slot] of args) given.set(name, new Attr(slot, null))
    return machine.apply(fn, new AttrSet(given, new Unknown('an argument of the module', [])))
  }
  for (const [name, optional] of formals) {
    const slot = args.get(name)
    if (slot !== undefined) given.set(name, new Attr(slot, null))
    else if (!optional) given.set(name, new Attr(new Unknown(`the module argument '${name}'`, [name]), null))
  }
  return machine.apply(fn, new AttrSet(given))
}

/** Walks a set of options down to what `mkOption` made. */
function declare(
  machine: Machine,
  slot: Slot,
  path: readonly string[],
  file: string | null,
  declared: DeclaredOption[],
  unknown: { reason: string; file: string | null }[],
  position: Position | null = null,
): void {
  const value = machine.force(slot)
  if (isOption(value, machine)) declared.push({ path, option: value, position, file })
  else if (value instanceof AttrSet) {
    machine.spend(value.attrs.size)
    for (const [name, attr] of [...value.attrs, ...(value.maybe ?? [])]) {
      declare(machine, attr.slot, [...path, name], file, declared, unknown, attr.position)
    }
    if (value.rest !== null) unknown.push({ reason: value.rest.reason, file })
  } else if (value instanceof Unknown) {
    for (const candidate of value.candidates ?? [])
      declare(machine, candidate, path, file, declared, unknown, position)
    if (value.candidates === null) unknown.push({ reason: value.reason, file })
  }
}

type OptionNode = { option: DeclaredOption | null; readonly children: Map<string, OptionNode> }

function makeConfig(
  declared: readonly DeclaredOption[],
  loaded: readonly LoadedModule[],
  prefix: readonly string[],
  args: ReadonlyMap<string, Slot>,
): AttrSet {
  const root: OptionNode = { option: null, children: new Map() }
  for (const option of declared) {
    let node = root
    for (const name of option.path.slice(prefix.length)) {
      const next: OptionNode = node.children.get(name) ?? { option: null, children: new Map() }
      node.children.set(name, next)
      node = next
    }
    node.option ??= option
  }
  const submodules: Submodules = (modules, definitions, name, inner) =>
    evaluateSubmodule(inner, modules, definitions, name, args)
  const all = (inner: Machine): readonly Definition[] =>
    loaded.flatMap(({ config }) => discharge(config, inner))
  return configSet(root, all, prefix, submodules)
}

/** One level of the configuration: declared members lazily, and beside them what NixOS would have. */
function configSet(
  node: OptionNode,
  definitions: (machine: Machine) => readonly Definition[],
  path: readonly string[],
  submodules: Submodules,
): AttrSet {
  const attrs = new Map<string, Attr>()
  for (const [name, child] of node.children) {
    const here = [...path, name]
    const slot = delay((machine) => {
      const below = (inner: Machine): readonly Definition[] => definitionsOf(name, definitions(inner), inner)
      if (child.option === null) return configSet(child, below, here, submodules)
      return optionValue(child.option, below(machine), submodules, machine)
    })
    attrs.set(name, new Attr(slot, child.option?.position ?? null))
  }
  return new AttrSet(attrs, new Unknown('the configuration of the whole system', ['config', ...path]))
}

function optionValue(
  declared: DeclaredOption,
  definitions: readonly Definition[],
  submodules: Submodules,
  machine: Machine,
): Value {
  const { option, path } = declared
  const type = option.attrs.has('type')
    ? machine.select(option, 'type')
    : new Unknown('an option without a type')
  const fallback = option.attrs.get('default')
  const value = mergeDefinitions(
    type,
    definitions,
    fallback?.slot ?? null,
    path.join('.'),
    submodules,
    machine,
  )
  const apply = option.attrs.get('apply')
  return apply === undefined || value instanceof Unknown
    ? value
    : machine.apply(machine.force(apply.slot), value)
}

/** A submodule with its own options, under the name it has in the set around it. */
function evaluateSubmodule(
  machine: Machine,
  modules: readonly Slot[],
  definitions: readonly Definition[],
  name: string,
  args: ReadonlyMap<string, Slot>,
): Value {
  const extra = definitions.map(({ value, priority, uncertain }): LoadedModule => {
    const wrapped = priority === priorities.normal ? value : property(priority, value)
    return {
      file: null,
      options: null,
      config: uncertain ? new Unknown('set under a condition', null, [wrapped]) : wrapped,
    }
  })
  const inner = new Map(args)
  inner.set('name', name)
  const result = evaluate(machine, modules, inner, extra, [])
  const known = new Set(result.config.attrs.keys())
  const free = definedNames(definitions).names.filter((key) => !known.has(key))
  const attrs = new Map(result.config.attrs)
  for (const key of free) {
    attrs.set(
      key,
      new Attr(
        delay((deeper) => freeValue(definitionsOf(key, definitions, deeper))),
        null,
      ),
    )
  }
  return new AttrSet(attrs, result.unknown.length > 0 ? new Unknown('options of a submodule') : null)
}

function freeValue(definitions: readonly Definition[]): Value {
  const [only] = definitions
  return definitions.length === 1 && only !== undefined && !only.uncertain
    ? only.value
    : new Unknown('a free setting')
}

function property(priority: number, content: Slot): AttrSet {
  return attrSet([
    ['_type', 'override'],
    ['priority', BigInt(priority)],
    ['content', content],
  ])
}
