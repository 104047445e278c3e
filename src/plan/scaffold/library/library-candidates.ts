import type { Config } from '../../../config/schema.ts'
import type { Inventory, Library, Module } from '../../../model/inventory.ts'
import { byCodeUnit } from '../../text/words.ts'

/**
 * The shared libraries a new module may use, best first: the one the config names; else those that siblings
 * import, the most used first, and then those that modules of at least two organisations import. A library made
 * for one organisation is none for another.
 */
export function libraryCandidates(
  inventory: Inventory,
  siblings: readonly Module[],
  org: string | null,
  config: Config,
): readonly Library[] {
  const { library: configured } = config.scaffold
  if (configured !== null) return inventory.libraries.filter(({ path }) => path === configured)
  const usable = inventory.libraries.filter((library) => library.exports.length > 0)
  const users = (library: Library, modules: readonly Module[]): readonly Module[] =>
    modules.filter((module) => library.usedBy.includes(module.path))
  const general = usable.filter((library) => isGeneral(users(library, inventory.modules)))
  const sameHouse = siblings.every((module) => module.org === org)
  const near = ranked(sameHouse ? usable : general, (library) => users(library, siblings).length)
  const far = ranked(general, (library) => users(library, inventory.modules).length)
  return [...near, ...far.filter((library) => !near.includes(library))]
}

function isGeneral(users: readonly Module[]): boolean {
  const organisations = new Set(users.map(({ org }) => org))
  return organisations.size > 1 || organisations.has(null)
}

/** Those with a count above zero, the highest first, and by path among equals. */
function ranked(libraries: readonly Library[], rank: (library: Library) => number): readonly Library[] {
  return libraries
    .filter((library) => rank(library) > 0)
    .sort((a, b) => rank(b) - rank(a) || byCodeUnit(a.path, b.path))
}
