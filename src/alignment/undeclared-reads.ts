import type { Inventory } from '../model/inventory.ts'
import type { Location } from '../model/location.ts'

export type UndeclaredRead = { readonly option: string; readonly location: Location }

/** What the module system adds beside declared options. */
const always = new Set(['_module', '_type', 'meta', 'assertions', 'warnings'])

/**
 * Finds reads of options below an option set that the repository declares as a whole, of names that none of its
 * modules declares. A set counts as declared here if it holds an `enable`, which no other module can then declare.
 */
export function findUndeclaredReads(inventory: Inventory): readonly UndeclaredRead[] {
  const declared = declaredNames(inventory)
  return inventory.facts.flatMap(({ path, attributeReads }) => {
    if (!declared.files.has(path)) return []
    const asked = new Set(
      attributeReads
        .filter(({ base, optional }) => base === 'config' && optional)
        .map((read) => read.path.join('.')),
    )
    return attributeReads.flatMap((read) => {
      if (read.base !== 'config' || read.optional || asked.has(read.path.join('.'))) return []
      const option = firstUndeclared(read.path, declared)
      return option === null ? [] : [{ option, location: read.location }]
    })
  })
}

type Declared = {
  /** Files that declare options. */
  readonly files: ReadonlySet<string>
  /** Dotted paths of whole option sets. */
  readonly sets: ReadonlySet<string>
  /** Every declared option, and every prefix of one. */
  readonly paths: ReadonlySet<string>
  /** Options that hold anything: what is below them is not declared. */
  readonly leaves: ReadonlySet<string>
}

function declaredNames(inventory: Inventory): Declared {
  const paths = new Set<string>()
  const leaves = new Set<string>()
  const sets = new Set<string>()
  for (const module of inventory.modules) {
    for (const { path } of module.options) {
      leaves.add(path)
      let prefix = path
      while (prefix !== '' && !paths.has(prefix)) {
        paths.add(prefix)
        prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))
      }
    }
    for (const { option } of module.services) sets.add(option)
  }
  // Where a module's options are not known in full, what it declares below a set is not known either.
  const unknown = inventory.modules.some((module) => module.unknown !== null)
  const files = new Set(inventory.modules.map(({ path }) => path))
  return { files, sets: unknown ? new Set() : sets, paths, leaves }
}

function firstUndeclared(path: readonly (string | null)[], declared: Declared): string | null {
  let option = ''
  let whole = false
  for (const name of path) {
    if (name === null) return null
    if (whole && !declared.paths.has(`${option}.${name}`))
      return always.has(name) ? null : `${option}.${name}`
    option = option === '' ? name : `${option}.${name}`
    if (declared.leaves.has(option)) return null
    whole ||= declared.sets.has(option)
  }
  return null
}
