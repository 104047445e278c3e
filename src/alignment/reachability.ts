import type { Inventory } from '../model/inventory.ts'

/** Why it is not known which modules users can reach; null where it is. */
export function whyReachabilityUnknown(inventory: Inventory): string | null {
  const entryPoint = inventory.entryPoints.find(
    ({ modulesUnknown, exports }) => modulesUnknown !== null && exports.includes('modules'),
  )
  return entryPoint?.modulesUnknown ?? null
}
