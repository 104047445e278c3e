import type { FileFacts, FileReference } from '../../model/facts.ts'
import type { Library } from '../../model/inventory.ts'
import type { World } from '../world/world.ts'
import type { LibraryContents } from './library-contents.ts'
import { readLibrary } from './read-library.ts'

/** Folders that hold libraries, wherever they are imported; what tests these is none. */
const libraryFolder = /(^|\/)libs?\/(?!(.*\/)?tests?\/)/

export type FoundLibraries = {
  readonly libraries: readonly Library[]
  /** The shared libraries that a file imports, transitively. */
  readonly librariesOf: (path: string) => readonly string[]
}

/**
 * Finds the shared libraries: files of functions that modules or other libraries import, and those in a `lib` folder.
 * @param facts of every file, by path
 * @param modules paths of the modules
 * @param others paths that are something else already: entry points, files that define packages
 * @param handedOut files whose functions an entry point hands out
 */
export function findLibraries(
  facts: ReadonlyMap<string, FileFacts>,
  modules: ReadonlySet<string>,
  others: ReadonlySet<string>,
  handedOut: ReadonlySet<string>,
  world: World,
): FoundLibraries {
  const imports = importGraph(facts, world)
  const found = new Map<string, LibraryContents>()
  const tried = new Set<string>()
  const pending = [...facts.keys()].filter((path) => libraryFolder.test(path))
  for (const module of modules) pending.push(...(imports.get(module) ?? []))
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (tried.has(path) || modules.has(path) || others.has(path)) continue
    tried.add(path)
    const file = facts.has(path) ? world.tree.read(path) : null
    const library = file === null ? null : readLibrary(file, world)
    if (library !== null) found.set(path, library)
    pending.push(...(library === null ? [] : (imports.get(path) ?? [])))
  }
  const isPublic = publicLibraries(others, handedOut, imports, found)
  const users = new Map<string, string[]>()
  for (const [path, targets] of imports) {
    if (!modules.has(path) && !found.has(path)) continue
    for (const target of targets) users.set(target, [...(users.get(target) ?? []), path])
  }
  return {
    librariesOf: (path) => reachable(path, imports).filter((target) => found.has(target)),
    libraries: [...found]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, library]) => ({
        path,
        ...library,
        broken: withTextFaults(library, facts.get(path), world, path),
        usedBy: (users.get(path) ?? []).sort(),
        usesOwn: new Set(
          library.exports.map(({ name }) => name).filter((name) => facts.get(path)?.mentions.has(name)),
        ),
        isPublic: isPublic.has(path),
      })),
  }
}

/** The files that each file imports, by its text. */
function importGraph(
  facts: ReadonlyMap<string, FileFacts>,
  world: World,
): ReadonlyMap<string, readonly string[]> {
  const targetsOf = (references: readonly FileReference[]): readonly string[] => [
    ...new Set(references.flatMap(({ target }) => world.tree.importTarget(target) ?? [])),
  ]
  return new Map([...facts].map(([path, { fileReferences }]) => [path, targetsOf(fileReferences)]))
}

/** Every file that one leads to, itself left out, sorted. */
export function reachable(path: string, imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const seen = new Set<string>([path])
  const pending = [...(imports.get(path) ?? [])]
  for (let target = pending.pop(); target !== undefined; target = pending.pop()) {
    if (seen.has(target)) continue
    seen.add(target)
    pending.push(...(imports.get(target) ?? []))
  }
  seen.delete(path)
  return [...seen].sort()
}

/** Libraries that an entry point imports or hands out, or that such a file imports: users may call them. */
function publicLibraries(
  entryPoints: ReadonlySet<string>,
  handedOut: ReadonlySet<string>,
  imports: ReadonlyMap<string, readonly string[]>,
  libraries: ReadonlyMap<string, LibraryContents>,
): ReadonlySet<string> {
  const known = new Set<string>()
  const pending = [...entryPoints]
    .filter((path) => /(^|\/)(default|flake)\.nix$/.test(path) && !path.includes('modules/'))
    .flatMap((path) => imports.get(path) ?? [])
  pending.push(...handedOut)
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (known.has(path) || !(libraries.has(path) || handedOut.has(path))) continue
    known.add(path)
    pending.push(...(imports.get(path) ?? []))
  }
  return known
}

/** Adds to the exports that fail those whose text imports a missing file or uses an undefined name. */
function withTextFaults(
  library: LibraryContents,
  facts: FileFacts | undefined,
  world: World,
  path: string,
): ReadonlyMap<string, string> {
  const broken = new Map(library.broken)
  const lines = library.exports
    .filter(({ location }) => location.path === path)
    .sort((one, other) => one.location.line - other.location.line)
  const exportAt = (line: number): string | null =>
    lines.findLast(({ location }) => location.line <= line)?.name ?? null
  for (const { name, location } of facts?.undefinedVariables ?? []) {
    const owner = exportAt(location.line)
    if (owner !== null && !broken.has(owner))
      broken.set(owner, `it uses \`${name}\`, which is not defined (line ${location.line})`)
  }
  for (const { target, missing, guarded, location } of facts?.fileReferences ?? []) {
    const owner = missing && !guarded ? exportAt(location.line) : null
    if (owner !== null && !broken.has(owner))
      broken.set(owner, `it imports ${target}, which does not exist (line ${location.line})`)
  }
  return broken
}
