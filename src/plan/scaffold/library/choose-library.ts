import type { Config } from '../../../config/schema.ts'
import type { Inventory, Library, Module } from '../../../model/inventory.ts'
import { byCodeUnit } from '../../text/words.ts'

/**
 * The shared library a new module is to use: the one the config names, else the one most siblings import,
 * else one that modules of at least two organisations import; a library made for one organisation is none
 * for another.
 */
export function chooseLibrary(
  inventory: Inventory,
  siblings: readonly Module[],
  org: string | null,
  config: Config,
): Library | null {
  const { library: configured } = config.scaffold
  if (configured !== null) return inventory.libraries.find(({ path }) => path === configured) ?? null
  const usable = inventory.libraries.filter((library) => library.exports.length > 0)
  const users = (library: Library, modules: readonly Module[]): readonly Module[] =>
    modules.filter((module) => library.usedBy.includes(module.path))
  const ofSiblings = best(usable, (library) => users(library, siblings).length)
  const sameHouse = siblings.every((module) => module.org === org)
  if (ofSiblings !== null && (sameHouse || isGeneral(users(ofSiblings, inventory.modules)))) return ofSiblings
  const general = usable.filter((library) => isGeneral(users(library, inventory.modules)))
  return best(general, (library) => users(library, inventory.modules).length)
}

function isGeneral(users: readonly Module[]): boolean {
  const organisations = new Set(users.map(({ org }) => org))
  return organisations.size > 1 || organisations.has(null)
}

/** The one with the highest count above zero; the first by path among equals. */
function best(libraries: readonly Library[], rank: (library: Library) => number): Library | null {
  const [first] = libraries
    .filter((library) => rank(library) > 0)
    .sort((a, b) => rank(b) - rank(a) || byCodeUnit(a.path, b.path))
  return first ?? null
}
