import type { Inventory, Library } from '../../model/inventory.ts'

/** How libraries hang together: what modules import by themselves, and what comes along with it. */
export type LibraryUses = {
  /** Libraries that a module imports itself, in order. */
  readonly importedBy: (module: string) => readonly string[]
  /** Libraries that modules import themselves, or that nothing imports. The others come along with one of them. */
  readonly entrances: readonly Library[]
  /** What comes along with a library and no module imports itself: the files it is made of. */
  readonly partsOf: (library: string) => readonly Library[]
}

export function libraryUses({ modules, libraries }: Inventory): LibraryUses {
  const modulePaths = new Set(modules.map(({ path }) => path))
  const imported = new Map<string, string[]>()
  for (const { path, usedBy } of libraries) {
    for (const user of usedBy) imported.set(user, [...(imported.get(user) ?? []), path])
  }
  const entrances = new Set(
    libraries
      .filter(({ usedBy }) => usedBy.length === 0 || usedBy.some((path) => modulePaths.has(path)))
      .map(({ path }) => path),
  )
  const partPaths = (library: string): ReadonlySet<string> => {
    const reached = new Set<string>()
    const waiting = [library]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const path of imported.get(next) ?? []) {
        if (reached.has(path) || entrances.has(path)) continue
        reached.add(path)
        waiting.push(path)
      }
    }
    return reached
  }
  const parts = new Map([...entrances].map((path) => [path, partPaths(path)]))
  const placed = new Set([...entrances, ...[...parts.values()].flatMap((paths) => [...paths])])
  return {
    importedBy: (module) => imported.get(module) ?? [],
    // Libraries that only import each other in a ring come along with nothing: they stand for themselves.
    entrances: libraries.filter(({ path }) => entrances.has(path) || !placed.has(path)),
    partsOf: (library) => libraries.filter(({ path }) => parts.get(library)?.has(path) === true),
  }
}
