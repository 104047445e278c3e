import { withOwnTemplates } from '../config/own-templates.ts'
import { parseConfig } from '../config/parse-config.ts'
import { configPath, defaultConfig } from '../config/default-config.ts'
import type { Config } from '../config/schema.ts'
import { PermanentFault } from '../model/fault.ts'
import type { Repository, Store } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import type { Snapshot } from '../model/snapshot.ts'

/** What is in force in a repository. */
export type Settings = {
  readonly config: Config
  /** The default branch, which alone says what is in force. */
  readonly snapshot: Snapshot
  readonly branch: string
  /** Whether the repository has a config: it wants the keeper. */
  readonly optedIn: boolean
  /** Why the config in force is not the one that stands there; empty where it is. */
  readonly notes: readonly string[]
}

/** Reads the config of the default branch. Where it is broken, the last good one stays in force. */
export async function readSettings(repository: Repository, store: Store): Promise<Settings> {
  const branch = await repository.history.defaultBranch()
  const head = await repository.history.head(branch)
  if (head === null) throw new PermanentFault(`the repository has no commit on ${branch}`)
  const snapshot = await repository.history.snapshot(head)
  const optedIn = snapshot.entries.has(configPath)
  const text = readConfigText(snapshot)
  const parsed = parseConfig(text)
  if (parsed.ok) {
    const known = await store.configs.read(repository.ref, configPath)
    if (text === null && known !== null) await store.configs.remove(repository.ref, configPath)
    if (text !== null && known?.text !== text) await store.configs.write(repository.ref, configPath, { text })
    return { config: withOwnTemplates(parsed.config, snapshot), snapshot, branch, optedIn, notes: [] }
  }
  const first = parsed.problems[0]
  const good = await store.configs.read(repository.ref, configPath)
  const last = parseConfig(good?.text ?? null)
  const inForce = good === null ? 'The defaults are in force.' : 'The last good one stays in force.'
  return {
    config: withOwnTemplates(last.ok ? last.config : defaultConfig, snapshot),
    snapshot,
    branch,
    optedIn,
    notes: [`The config on the default branch has a fault in line ${first?.line ?? 1}. ${inForce}`],
  }
}

/** Faults of the config in the head of a change; none where the change leaves it as it was. */
export function checkChangedConfig(base: Snapshot, head: Snapshot): readonly Problem[] {
  const before = base.entries.get(configPath)?.hash
  const after = head.entries.get(configPath)?.hash
  if (after === undefined || after === before) return []
  const parsed = parseConfig(readConfigText(head))
  return parsed.ok ? [] : parsed.problems
}

/** A config that is there but no text reads as one that cannot be parsed, never as none. */
function readConfigText(snapshot: Snapshot): string | null {
  return snapshot.entries.has(configPath) ? (snapshot.readText(configPath) ?? '\u0000') : null
}
