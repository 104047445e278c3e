import { align } from '../alignment/align.ts'
import { buildInventory } from '../inventory/build-inventory.ts'
import type { Alignment } from '../model/alignment.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Repository } from './open-repository.ts'

/** What is in a tree and how it fits together. */
export function alignTree({ parser, memory, config }: Repository, snapshot: Snapshot): Alignment {
  return align(buildInventory({ snapshot, parser, memory, config }), config)
}
