import { loadNixParser } from '../../../grammar/load.ts'
import { align } from '../../../src/alignment/align.ts'
import { defaultConfig } from '../../../src/config/default-config.ts'
import type { Config } from '../../../src/config/schema.ts'
import { buildInventory } from '../../../src/inventory/build-inventory.ts'
import type { Alignment } from '../../../src/model/alignment.ts'
import { memorySnapshot } from '../../support/snapshot.ts'

const parser = await loadNixParser()

/** Builds the inventory of some files and aligns it. */
export function alignFiles(files: Readonly<Record<string, string>>, config: Partial<Config> = {}): Alignment {
  const whole = { ...defaultConfig, ...config }
  return align(buildInventory({ snapshot: memorySnapshot(files), parser, config: whole }), whole)
}
