import { configPath } from '../config/default-config.ts'
import type { Alignment } from '../model/alignment.ts'
import type { Snapshot } from '../model/snapshot.ts'

/**
 * Whether there is nothing in a tree for the keeper to keep: who installs it on all repositories of an account installs
 * it on many that are no NUR. What does not parse may be one; numbers in prose are about something else then.
 */
export function holdsNothing({ inventory, problems }: Alignment, snapshot: Snapshot): boolean {
  const { packages, modules, libraries } = inventory
  return (
    packages.length + modules.length + libraries.length === 0 &&
    problems.every(({ code }) => code === 'stale-claim') &&
    !snapshot.entries.has(configPath)
  )
}
