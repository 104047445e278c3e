import type { EvaluationFault } from '../../model/inventory.ts'
import type { AttrsExpr, Expr } from '../../nix/ast.ts'
import {
  AttrSet,
  Unknown,
  attrSet,
  delay,
  type Lambda,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { evaluateModules } from '../../nix/lib/evaluate-modules.ts'
import { snowfallArguments } from '../frameworks/snowfall/module-arguments.ts'
import { rootLambda } from '../syntax/collect-facts.ts'
import { visitScoped } from '../syntax/visit-scoped.ts'
import type { SourceFile } from '../source/source-tree.ts'
import { callersLib } from '../world/callers-lib.ts'
import type { World } from '../world/world.ts'
import { closeConfig } from './close-config.ts'
import { moduleBodies } from './module-bodies.ts'
import { openModule, type ModuleArguments } from './open-module.ts'
import { followFile, openFile, type OpenedFile } from './open-file.ts'
import { reachAll, type ModuleEntry, type ReachedModules } from './reach-all.ts'
import type { Reach, Reached } from './reach-modules.ts'
import { readConfig, type ReadConfig } from './read-config.ts'
import { readFile, type ReadFile } from './read-file.ts'
import type { ReadOptions } from './read-options.ts'
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

export type FoundModules = ReachedModules & { readonly modules: readonly FoundModule[] }

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
  const files = new Map<string, OpenedFile>()
  const open = (path: string): OpenedFile => {
    const known = files.get(path)
    if (known !== undefined) return known
    const file = openFile(path, given, world)
    const result = { file, imports: followFile(file, reach, world) }
    files.set(path, result)
    return result
  }
  const reach: Reach = {
    machine: world.evaluator.machine,
    importTarget: world.tree.importTarget,
    isMissing: (path) => !world.tree.exists(path) && !world.tree.isElsewhere(path),
    isFile: (lambda) => isRootOf(lambda, world),
    open: (value) => openModule(value, given, world, world.evaluator.machine),
  }
  const reached = reachAll(entries, open, reach, world)
  const paths = [...new Set([...candidates, ...reached.reachedBy.keys()])].sort()
  const opened = paths.map((path) => open(path))
  const bodies = moduleBodies(
    opened.map(({ file, imports }) => ({ path: file.path, body: file.body, imports })),
    reached,
    world,
  )
  const read = opened.map((file) => readFile(file, bodies.get(file.file.path) ?? [], given, world))
  const evaluated = world.evaluator.attempt((inner) => wholeConfig(read, given, world, inner))
  if (evaluated.ok) config = evaluated.value
  const { reachedBy, unknownBy, faultsBy } = reached
  const parts = partsOfOthers(read, reachedBy)
  const whole = read.filter(({ file }) => !parts.has(file.path))
  return { reachedBy, unknownBy, faultsBy, modules: whole.map((file) => describe(file, world)) }
}

/**
 * Files that hold nothing but a part of another module: `inherit (import ./options.nix { … }) options;`. What users
 * reach is a module of its own, whatever else takes from it.
 */
function partsOfOthers(read: readonly ReadFile[], reachedBy: FoundModules['reachedBy']): ReadonlySet<string> {
  const parts = new Set<string>()
  for (const { file, options } of read)
    for (const place of options?.files ?? [])
      if (place !== file.path && !reachedBy.has(place)) parts.add(place)
  return parts
}

/** Whether a function is all that its file holds, so that reading the file reads the function. */
function isRootOf(lambda: Lambda, world: World): boolean {
  const file = world.tree.read(lambda.position.path)
  return file !== null && rootLambda(file.expr)?.start === lambda.position.offset
}

/** The configuration of a system that imports all modules and enables their services. */
function wholeConfig(
  read: readonly ReadFile[],
  given: ModuleArguments,
  world: World,
  machine: Machine,
): Value {
  const good = read.filter(({ options }) => options !== null && options.unknown === null)
  const bodies = good.flatMap(({ bodies }) => bodies.map(optionsOnly))
  const declared = good.flatMap(({ options }) => options?.options ?? [])
  const args = new Map<string, Slot>([
    ...snowfallArguments(given.self, callersLib(world)),
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

function describe({ file, imports, bodies, options }: ReadFile, world: World): FoundModule {
  const { path } = file
  const result =
    options === null
      ? null
      : world.evaluator.attempt((machine) => readConfig(configOf(bodies), path, world, machine))
  const config = result?.ok === true ? result.value : null
  const faults = [...(file.fault === null ? [] : [file.fault]), ...(config?.faults ?? [])]
  return { path, read: options, imports, config, faults, unknown: file.unknown ?? options?.unknown ?? null }
}

function configOf(bodies: readonly AttrSet[]): Slot {
  const [first = null, ...others] = bodies.map(ownConfig)
  if (others.length === 0) return first
  const merged = new Map<string, Slot>([
    ['_type', 'merge'],
    ['contents', [first, ...others]],
  ])
  return attrSet([...merged])
}

/** What a module sets: its `config`, or all of it where it has neither `config` nor `options`. */
function ownConfig(body: AttrSet): Slot {
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
