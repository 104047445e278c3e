import type { FileFacts } from '../model/facts.ts'
import type { EntryPoint, Inventory, Module, Package } from '../model/inventory.ts'
import type { Problem } from '../model/problem.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Slot } from '../nix/eval/value.ts'
import { lib } from '../nix/lib/index.ts'
import type { NixParser } from '../nix/parser.ts'
import { readClaims } from './claims/read-claims.ts'
import type { EvaluatedEntryPoint } from './entry-points/evaluated.ts'
import { evaluateEntryPoint } from './entry-points/evaluate-entry-point.ts'
import { findEntryPoints } from './entry-points/find-entry-points.ts'
import { findLibraries, reachable } from './libraries/find-libraries.ts'
import { publicFiles } from './libraries/public-files.ts'
import { describeModules } from './modules/describe-modules.ts'
import { findModules, mayDeclareOptions, type FoundModules } from './modules/find-modules.ts'
import { collectPackages, type CollectedPackages } from './packages/collect-packages.ts'
import type { DeclaredOption } from './modules/read-options.ts'
import { findPackages } from './packages/find-packages.ts'
import { matchGlobs } from './source/match-glob.ts'
import { createMemory, type Memory } from './source/memory.ts'
import { createSourceTree, type SourceTree } from './source/source-tree.ts'
import { collectFacts } from './syntax/collect-facts.ts'
import { makePackageSet } from '../nix/lib/package-set.ts'
import { createWorld, type World } from './world/world.ts'

export type InventoryInput = {
  readonly snapshot: Snapshot
  readonly parser: NixParser
  /** What earlier inventories found out about the same files; made with the same parser. */
  readonly memory?: Memory
  /** The parts of the config that say what is looked at. */
  readonly config: { readonly entryPoints: readonly string[] | null; readonly exclude: readonly string[] }
}

/** Folders whose files are tried out, not handed out, and those of flake-parts' modules. */
const asideFolder =
  /(^|\/)(tests?|checks|examples?|templates?|hosts|machines|flake-?modules|flake-?parts|modules\/flake|\.[^/]+)\//i

/**
 * Finds out by evaluation what a repository holds: packages, modules, shared libraries, and the entry points that hand
 * them out. What cannot be known is so in the inventory, with the reason.
 */
export function buildInventory(input: InventoryInput): Inventory {
  return readRepository(input).inventory
}

/** A repository, read: what it holds, and what its modules stand on, for who evaluates them once more. */
export type ReadRepository = {
  readonly inventory: Inventory
  readonly tree: SourceTree
  readonly memory: Memory
  /** Overlays that its entry points hand out. */
  readonly overlays: readonly Slot[]
  /** The flake as modules get it; null where there is none. */
  readonly self: Slot
  /** The options that each module's file declares, those inside submodules too, as `mkOption` was given them. */
  readonly declared: ReadonlyMap<string, readonly DeclaredOption[]>
}

/** Reads a repository as `buildInventory` does, and keeps what it was read from. */
export function readRepository({
  snapshot,
  parser,
  memory = createMemory(parser),
  config,
}: InventoryInput): ReadRepository {
  const excluded = matchGlobs(config.exclude)
  const tree = createSourceTree(snapshot, memory, excluded)
  const { facts, problems } = readFacts(tree, memory)
  const world = createWorld(tree, memory, lib)
  const { evaluated, filesOfFirst } = evaluateEntryPoints(tree, config.entryPoints, world)
  const collected = collectPackages(evaluated, world)
  const overlays = evaluated.flatMap((entryPoint) => entryPoint.overlays())
  const found = findModules(
    tree.paths.filter((path) => !asideFolder.test(path) && isCandidate(path, tree)),
    evaluated.map(({ path, moduleSets }) => ({ path, sets: moduleSets })),
    world,
    overlays.length === 0 ? world.pkgs : makePackageSet(world.lib, overlays),
    selfOf(evaluated),
  )
  const orgs = new Set(collected.packages.flatMap(({ org }) => (org === null ? [] : [org])))
  const draft = describeModules(found, facts, collected.attrOf, orgs, world)
  const modulePaths = new Set(draft.map(({ path }) => path))
  const others = new Set([
    ...evaluated.map(({ path }) => path),
    ...collected.packages.map(({ location }) => location.path),
  ])
  const handedOut = publicFiles(
    evaluated.flatMap((entryPoint) => entryPoint.libraries),
    world,
  )
  const imports = importGraph(evaluated, facts, tree)
  const filesOf = (entryPoint: EvaluatedEntryPoint): Iterable<string> =>
    entryPoint === evaluated[0] ? filesOfFirst : reachable(entryPoint.path, imports)
  const { libraries, librariesOf } = findLibraries(facts, modulePaths, others, handedOut, world)
  const modules = draft.map((module): Module => ({ ...module, libraries: librariesOf(module.path) }))
  memory.forget()
  const inventory: Inventory = {
    packages: collected.packages,
    modules,
    libraries,
    entryPoints: evaluated.map((one) => describeEntryPoint(one, collected, found, filesOf(one), facts)),
    overlay: collected.overlay,
    facts: [...facts.values()],
    claims: readClaims(snapshot, excluded, subsetWords(collected.packages, modules)),
    problems,
  }
  const declared = new Map(found.modules.map(({ path, read }) => [path, read?.options ?? []]))
  return { inventory, tree, memory, overlays, self: selfOf(evaluated), declared }
}

/**
 * Evaluates the entry points. The first one's packages are looked at before any other is touched: the files that were
 * read then are those that it needs.
 */
function evaluateEntryPoints(
  tree: SourceTree,
  configured: readonly string[] | null,
  world: World,
): { readonly evaluated: readonly EvaluatedEntryPoint[]; readonly filesOfFirst: ReadonlySet<string> } {
  const evaluated: EvaluatedEntryPoint[] = []
  let filesOfFirst: ReadonlySet<string> = new Set()
  for (const path of findEntryPoints(tree, configured)) {
    const entryPoint = evaluateEntryPoint(path, world)
    evaluated.push(entryPoint)
    if (evaluated.length > 1) continue
    for (const set of entryPoint.packageSets) findPackages(set, world, { path, line: 1, column: 1 })
    filesOfFirst = new Set(world.filesRead)
  }
  return { evaluated, filesOfFirst }
}

function readFacts(
  tree: SourceTree,
  memory: Memory,
): {
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly problems: readonly Problem[]
} {
  const facts = new Map<string, FileFacts>()
  const problems: Problem[] = []
  for (const path of tree.paths) {
    const file = tree.read(path)
    if (file === null) problems.push(unreadable(path))
    else facts.set(path, memory.facts(file, tree, collectFacts))
  }
  return { facts, problems }
}

function unreadable(path: string): Problem {
  return {
    code: 'unreadable-file',
    severity: 'error',
    path,
    line: 1,
    column: 1,
    message: `${path} is no text, is too long, or may not be read.`,
    remedy: 'Make it a readable text file of less than 4 MB, or exclude it in the config.',
    subject: path,
  }
}

function isCandidate(path: string, tree: SourceTree): boolean {
  const file = tree.read(path)
  return file !== null && mayDeclareOptions(file)
}

/** The flake as modules get it; null where there is none. */
function selfOf(evaluated: readonly EvaluatedEntryPoint[]): Slot {
  return evaluated.find(({ self }) => self !== null)?.self ?? null
}

function describeEntryPoint(
  { path, exports, moduleSets, unknown, requiredArguments, faults }: EvaluatedEntryPoint,
  { findings, packages }: CollectedPackages,
  { unknownBy, faultsBy }: FoundModules,
  read: Iterable<string>,
  facts: ReadonlyMap<string, FileFacts>,
): EntryPoint {
  const finding = findings.get(path)
  const own = packages
    .filter(({ entryPoints }) => entryPoints.includes(path))
    .map(({ location }) => location.path)
  return {
    path,
    exports,
    requiredArguments,
    unknown: unknown ?? finding?.unknown ?? null,
    modulesUnknown: unknownBy.get(path) ?? (moduleSets.length === 0 ? unknown : null),
    otherAttributes: [...new Set(finding?.others)].sort(),
    brokenModules: faultsBy.get(path)?.length ?? 0,
    faults: [...faults, ...(finding?.faults ?? []), ...(faultsBy.get(path) ?? [])],
    files: [...new Set([path, ...read, ...own])].filter((file) => facts.has(file)).sort(),
  }
}

/** What each file imports by its text, but for overlays: who takes the packages does not evaluate them. */
function importGraph(
  evaluated: readonly EvaluatedEntryPoint[],
  facts: ReadonlyMap<string, FileFacts>,
  tree: SourceTree,
): ReadonlyMap<string, readonly string[]> {
  const overlays = new Set(
    evaluated.filter((entryPoint) => entryPoint.overlays().length > 0).map(({ path }) => path),
  )
  const targetsOf = ({ fileReferences }: FileFacts): readonly string[] =>
    fileReferences
      .filter(({ inDefault }) => !inDefault)
      .flatMap(({ target }) => tree.importTarget(target) ?? [])
  const isRead = (path: string): boolean => !overlays.has(path) || !/(^|\/)overlays?(\/|\.nix)/.test(path)
  return new Map([...facts].map(([file, own]) => [file, targetsOf(own).filter(isRead)]))
}

/** Words by which a sentence speaks of a part of the repository. */
function subsetWords(packages: readonly Package[], modules: readonly Module[]): ReadonlySet<string> {
  const words = new Set<string>()
  for (const { org, name, attr } of packages)
    for (const word of [org, name, attr]) if (word !== null) words.add(word.toLowerCase())
  for (const { org } of modules) if (org !== null) words.add(org.toLowerCase())
  for (const word of ['nur', 'packages', 'modules', 'all', 'lib', 'default', 'nixos']) words.delete(word)
  return words
}
