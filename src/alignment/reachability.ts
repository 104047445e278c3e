import type { Inventory } from '../model/inventory.ts'
import { configuresMachines } from './used-otherwise.ts'

/** Why it is not known which modules users can reach; null where it is. */
export function whyReachabilityUnknown(inventory: Inventory): string | null {
  // What users import by its path is handed out by no one.
  if (!inventory.entryPoints.some(({ exports }) => exports.some((exported) => exported !== 'overlay')))
    return 'no entry point hands out packages or modules'
  const handsOutNone = inventory.modules.every(({ entryPoints }) => entryPoints.length === 0)
  if (handsOutNone && configuresMachines(inventory)) return 'its modules are for machines of its own'
  const entryPoint = inventory.entryPoints.find(
    ({ modulesUnknown, exports }) => modulesUnknown !== null && exports.includes('modules'),
  )
  return entryPoint?.modulesUnknown ?? null
}
