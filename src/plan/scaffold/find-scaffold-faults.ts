import { buildInventory } from '../../inventory/build-inventory.ts'
import type { Config } from '../../config/schema.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { NixParser } from '../../nix/parser.ts'
import type { ScaffoldPlan } from './scaffold-plan.ts'

export type Verification = {
  /** The tree that the packages are in. */
  readonly snapshot: Snapshot
  readonly parser: NixParser
  readonly config: Config
}

/**
 * Evaluates the repository with the scaffold in it, and says which modules do not hold: one that does not declare
 * its option, or runs into a fault.
 * @returns why, as a sentence, by package
 */
export function findScaffoldFaults(plan: ScaffoldPlan, input: Verification): ReadonlyMap<string, string> {
  const snapshot = withFiles(
    input.snapshot,
    new Map(plan.files.map(({ path, content }) => [path, content ?? ''])),
  )
  const { modules } = buildInventory({ snapshot, parser: input.parser, config: input.config })
  const faults = new Map<string, string>()
  for (const { attr, path, option } of plan.modules) {
    const module = modules.find((candidate) => candidate.path === path)
    const [fault] = module?.faults ?? []
    // The inventory writes option paths without quotes; a module's name holds none itself.
    const plain = option.replaceAll('"', '')
    const declares = module !== undefined && module.services.some((service) => service.option === plain)
    const isKnown = module === undefined || module.unknown === null
    if (fault !== undefined) faults.set(attr, `Its module runs into a fault: ${fault.message}.`)
    else if (!declares && isKnown) faults.set(attr, `Its module does not come to declare \`${option}\`.`)
  }
  return faults
}

/** A snapshot with files on top. Their hashes are not git's: nothing asks for them. */
function withFiles(snapshot: Snapshot, files: ReadonlyMap<string, string>): Snapshot {
  const entries = new Map(snapshot.entries)
  for (const path of files.keys()) {
    entries.set(path, { path, hash: `scaffold:${path}`, type: 'file', executable: false, size: null })
  }
  return {
    ...snapshot,
    entries: new Map([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    readText: (path) => files.get(path) ?? snapshot.readText(path),
  }
}
