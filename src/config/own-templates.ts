import type { Snapshot } from '../model/snapshot.ts'
import type { Config } from './schema.ts'

/** Where a repository keeps templates of its own. */
export const templatesFolder = '.github/nur-keeper/templates'

/** A repository's own templates: path → text, or null for a file that is not text. */
export type OwnTemplates = Readonly<Record<string, string | null>>

/** More files than there are templates to override. */
const mostFiles = 200

/**
 * Reads the templates that a repository has of its own, as they stand; whether they can be used shows later.
 * @param snapshot the default branch, or a checkout
 * @returns undefined where it has none
 */
export function readOwnTemplates(snapshot: Snapshot): OwnTemplates | undefined {
  const paths = [...snapshot.entries.keys()].filter((path) => path.startsWith(`${templatesFolder}/`))
  const files = paths.filter((path) => !/(^|\/)README(\.\w+)?$/i.test(path)).slice(0, mostFiles)
  return files.length === 0
    ? undefined
    : Object.fromEntries(files.map((path) => [path, snapshot.readText(path)]))
}

/** The config with the templates that stand beside it. */
export function withOwnTemplates(config: Config, snapshot: Snapshot): Config {
  const templates = readOwnTemplates(snapshot)
  return templates === undefined ? config : { ...config, templates }
}
