import { loadNixParser } from '../../../grammar/load.ts'
import { buildInventory } from '../../../src/inventory/build-inventory.ts'
import type { Inventory, Module, Package } from '../../../src/model/inventory.ts'
import { memorySnapshot } from '../../support/snapshot.ts'

const parser = await loadNixParser()

/** The inventory of some files, with the usual entry points. */
export function inventoryOf(
  files: Readonly<Record<string, string>>,
  config: { entryPoints?: readonly string[]; exclude?: readonly string[] } = {},
): Inventory {
  const { entryPoints = null, exclude = [] } = config
  return buildInventory({ snapshot: memorySnapshot(files), parser, config: { entryPoints, exclude } })
}

export function packageOf(inventory: Inventory, attr: string): Package {
  const found = inventory.packages.find((pkg) => pkg.attr === attr)
  if (found === undefined) throw new Error(`no package ${attr}: ${attrsOf(inventory).join(', ')}`)
  return found
}

export function moduleOf(inventory: Inventory, path: string): Module {
  const found = inventory.modules.find((module) => module.path === path)
  if (found === undefined) throw new Error(`no module ${path}`)
  return found
}

export function attrsOf({ packages }: Inventory): readonly string[] {
  return packages.map(({ attr }) => attr)
}
