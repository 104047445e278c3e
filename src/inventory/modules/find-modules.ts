import type { EvaluationFault } from '../../model/inventory.ts'
import type { AttrsExpr, Expr } from '../../nix/ast.ts'
import {
  AttrSet,
  PathValue,
  Unknown,
  delay,
  type Lambda,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { evaluateModules } from '../../nix/lib/evaluate-modules.ts'
import type { ModuleSet } from '../entry-points/evaluated.ts'
import { rootLambda } from '../syntax/collect-facts.ts'
import { visitScoped } from '../syntax/visit-scoped.ts'
import type { SourceFile } from '../source/source-tree.ts'
import type { World } from '../world/world.ts'
import { closeConfig } from './close-config.ts'
import { openModule, type ModuleArguments } from './open-module.ts'
import { followImports, nothingReached, reachModules, type Reach, type Reached } from './reach-modules.ts'
import { readConfig, type ReadConfig } from './read-config.ts'
import { readOptions, type ReadOptions } from './read-options.ts'
import { sampleSettings } from './sample-settings.ts'

/** A file that holds a module, read. */
export type FoundModule = {
  readonly path: string
  /** null where the file could not be opened as a module. */
  readonly read: ReadOptions | null
  readonly imports: Reached
  readonly config: ReadConfig | null
  readonly faults: readonly EvaluationFault[]
  readonly unknown: string | null
}

type Opened = {
  readonly path: string
  readonly body: AttrSet | null
  readonly fault: EvaluationFault | null
  readonly unknown: string | null
}

/** What an entry point hands out as modules. */
export type ModuleEntry = { readonly path: string; readonly sets: readonly ModuleSet[] }

export type FoundModules = {
  readonly modules: readonly FoundModule[]
  /** The entry points that reach each file, with the systems they offer it for. */
  readonly reachedBy: ReadonlyMap<string, ReadonlyMap<string, ModuleSet['system']>>
  /** Why an entry point may reach more than is known, by its path. */
  readonly unknownBy: ReadonlyMap<string, string>
  /** What evaluating the modules of an entry point runs into, by its path. */
  readonly faultsBy: ReadonlyMap<string, readonly EvaluationFault[]>
}

/**
 * Reads every module of the repository: its options, what it imports, and what it does to the system. Each file is
 * evaluated once; options and settings of all of them make one configuration, as if one system imported them.
 * @param candidates files that may hold modules, beside those that entry points reach
 */
export function findModules(
  candidates: readonly string[],
  entries: readonly ModuleEntry[],
  world: World,
  packages: Slot,
  self: Slot,
): FoundModules {
  let config: Value = new Unknown('the configuration of the whole system', ['config'])
  const given: ModuleArguments = {
    config: delay(() => config),
    options: new Unknown('the options of the whole system', ['options']),
    pkgs: packages,
    self,
  }
  const opened = new Map<string, OpenedFile>()
  const open = (path: string): OpenedFile => {
    const known = opened.get(path)
    if (known !== undefined) return known
    const file = openFile(path, given, world)
    const result = { file, imports: followFile(file, reach, world) }
    opened.set(path, result)
    return result
  }
  const reach: Reach = {
    machine: world.evaluator.machine,
    importTarget: world.tree.importTarget,
    isFile: (lambda) => isRootOf(lambda, world),
    open: (value) => openModule(value, given, world, world.evaluator.machine),
  }
  const reached = reachAll(entries, open, reach, world)
  const paths = [...new Set([...candidates, ...reached.reachedBy.keys()])].sort()
  const read = paths.map((path) => {
    const { file, imports } = open(path)
    return { file, imports, options: readFileOptions(file, given, world) }
  })
  const evaluated = world.evaluator.attempt((inner) => wholeConfig(read, given, world, inner))
  if (evaluated.ok) config = evaluated.value
  return { ...reached, modules: read.map((file) => describe(file, world)) }
}

type OpenedFile = { readonly file: Opened; readonly imports: Reached }

function followFile({ body, unknown }: Opened, reach: Reach, world: World): Reached {
  const imports = nothingReached()
  if (body === null) return { ...imports, unknown }
  const result = world.evaluator.attempt(() => {
    followImports(body, reach, imports)
  })
  if (!result.ok) imports.unknown ??= result.fault.message
  return imports
}

/** Whether a function is all that its file holds, so that reading the file reads the function. */
function isRootOf(lambda: Lambda, world: World): boolean {
  const file = world.tree.read(lambda.position.path)
  return file !== null && rootLambda(file.expr)?.start === lambda.position.offset
}

function reachAll(
  entries: readonly ModuleEntry[],
  open: (path: string) => OpenedFile,
  reach: Reach,
  world: World,
): Omit<FoundModules, 'modules'> {
  const reachedBy = new Map<string, Map<string, ModuleSet['system']>>()
  const unknownBy = new Map<string, string>()
  const faultsBy = new Map<string, EvaluationFault[]>()
  for (const { path, sets } of entries)
    for (const { slot, system } of sets) {
      const result = world.evaluator.attempt(() => reachModules(slot, reach))
      const start = result.ok ? result.value : { ...nothingReached(), faults: [result.fault] }
      const noteUnknown = (reason: string | null): void => {
        if (reason !== null && !unknownBy.has(path)) unknownBy.set(path, reason)
      }
      noteUnknown(start.unknown)
      const faults = start.faults.map((fault) => world.describeFault(fault, { path, line: 1, column: 1 }))
      faultsBy.set(path, [...(faultsBy.get(path) ?? []), ...faults])
      const pending = [...start.files]
      const seen = new Set<string>()
      for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
        if (seen.has(file)) continue
        seen.add(file)
        const by = reachedBy.get(file) ?? new Map<string, ModuleSet['system']>()
        reachedBy.set(file, by)
        if (!by.has(path)) by.set(path, system)
        const { imports } = open(file)
        noteUnknown(imports.unknown)
        pending.push(...imports.files)
      }
    }
  return { reachedBy, unknownBy, faultsBy }
}

function openFile(path: string, given: ModuleArguments, world: World): Opened {
  const result = world.evaluator.attempt((machine) =>
    openModule(machine.importFile(new PathValue(path, true), null), given, world, machine),
  )
  const nothing = { path, body: null, fault: null, unknown: null }
  if (!result.ok) {
    const fault = world.describeFault(result.fault, { path, line: 1, column: 1 })
    return { ...nothing, fault, unknown: fault.message }
  }
  if (result.value instanceof AttrSet) return { ...nothing, body: result.value }
  return { ...nothing, unknown: result.value instanceof Unknown ? result.value.reason : null }
}

function readFileOptions({ path, body }: Opened, given: ModuleArguments, world: World): ReadOptions | null {
  const options = body?.attrs.get('options')
  if (body === null || isModularService(body)) return null
  const rest = body.rest?.reason ?? null
  if (options === undefined) return { options: [], services: [], unknown: rest }
  const result = world.evaluator.attempt((machine) =>
    readOptions(machine.force(options.slot), path, given, world, machine),
  )
  if (result.ok) return { ...result.value, unknown: result.value.unknown ?? rest }
  return { options: [], services: [], unknown: result.fault.message }
}

/** nixpkgs' modular services are modules of another class. */
function isModularService(body: AttrSet): boolean {
  return body.attrs.get('_class')?.slot === 'service'
}

type ReadFile = OpenedFile & { readonly options: ReadOptions | null }

/** The configuration of a system that imports all modules and enables their services. */
function wholeConfig(
  read: readonly ReadFile[],
  given: ModuleArguments,
  world: World,
  machine: Machine,
): Value {
  const good = read.filter(({ options }) => options !== null && options.unknown === null)
  const bodies = good.flatMap(({ file }) => (file.body === null ? [] : [optionsOnly(file.body)]))
  const declared = good.flatMap(({ options }) => options?.options ?? [])
  const args = new Map<string, Slot>([
    ['lib', world.lib],
    ['pkgs', given.pkgs],
    ['self', given.self],
  ])
  const { config } = evaluateModules(machine, bodies, args, [sampleSettings(declared)])
  const sets = new Set<string>()
  for (const { path, inSubmodule } of declared) {
    if (inSubmodule) continue
    for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1))
      sets.add(path.slice(0, at))
  }
  // A set that a module declares in part only, without knowing the rest, stays open.
  const partial = new Set(declared.filter(({ declaration }) => declaration === null).map(({ path }) => path))
  const whole = good.flatMap(({ options }) => options?.services.map(({ option }) => option) ?? [])
  const isOpen = (set: string): boolean =>
    [...partial].some((path) => `${path}.`.startsWith(`${set}.`) || `${set}.`.startsWith(`${path}.`))
  return closeConfig(config, new Set(whole.filter((set) => !isOpen(set))), sets)
}

/**
 * Only what a module declares: its services run on defaults and on the sample settings, not on what the modules set
 * for one another.
 */
function optionsOnly(body: AttrSet): AttrSet {
  const options = body.attrs.get('options')
  return new AttrSet(new Map(options === undefined ? [] : [['options', options]]))
}

function describe({ file, imports, options }: ReadFile, world: World): FoundModule {
  const { path, body } = file
  const result =
    body === null || options === null
      ? null
      : world.evaluator.attempt((machine) => readConfig(configOf(body), path, world, machine))
  const config = result?.ok === true ? result.value : null
  const faults = [...(file.fault === null ? [] : [file.fault]), ...(config?.faults ?? [])]
  return { path, read: options, imports, config, faults, unknown: file.unknown ?? options?.unknown ?? null }
}

/** What a module sets: its `config`, or all of it where it has neither `config` nor `options`. */
function configOf(body: AttrSet): Slot {
  const config = body.attrs.get('config')
  if (config !== undefined) return config.slot
  return body.attrs.has('options') ? new AttrSet(new Map()) : body
}

/** Answers for syntax trees that were walked already. */
const declaring = new WeakMap<Expr, boolean>()

/** Files that declare options, by their text: those that bind a name `options`, in a function or at the top. */
export function mayDeclareOptions(file: SourceFile): boolean {
  const answer = declaring.get(file.expr) ?? bindsOptionsAnywhere(file)
  declaring.set(file.expr, answer)
  return answer
}

function bindsOptionsAnywhere(file: SourceFile): boolean {
  if (!file.text.includes('options')) return false
  let found = false
  visitScoped(file.expr, {
    expression(expr) {
      found ||= expr.type === 'attrs' && bindsOptions(expr)
    },
  })
  return found
}

function bindsOptions(expr: AttrsExpr & Expr): boolean {
  return expr.bindings.some((binding) =>
    binding.type === 'bind'
      ? binding.path[0]?.type === 'key' && binding.path[0].name === 'options'
      : binding.names.some(({ name }) => name === 'options'),
  )
}
