import { loadNixParser } from '../../grammar/load.ts'
import { isWorkTree } from '../checkout/git.ts'
import { readCommit } from '../checkout/read-commit.ts'
import { readWorkTree } from '../checkout/read-work-tree.ts'
import { withOwnTemplates } from '../config/own-templates.ts'
import { configPath, defaultConfig } from '../config/default-config.ts'
import type { ParsedConfig } from '../config/parse-config.ts'
import type { Config } from '../config/schema.ts'
import { createMemory, type Memory } from '../inventory/source/memory.ts'
import type { Problem } from '../model/problem.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { NixParser } from '../nix/parser.ts'
import { requireFolder } from './require-folder.ts'
import { UsageError } from './usage-error.ts'

/** A local checkout, as the commands see it. */
export type Repository = {
  readonly directory: string
  readonly parser: NixParser
  /** What its trees have in common is found out once. */
  readonly memory: Memory
  /** The folder as it is on disk. */
  readonly workTree: Snapshot
  readonly config: Config
  /** Faults of the config; the defaults are in force then. */
  readonly configProblems: readonly Problem[]
}

/**
 * Opens a checkout.
 * @param read its files, where they are known already
 * @throws UsageError where the folder is not there
 */
export async function openRepository(directory: string, read?: Snapshot): Promise<Repository> {
  const root = requireFolder(directory)
  const workTree = read ?? readWorkTree(root)
  const parsed = await readConfig(workTree)
  const parser = await loadNixParser()
  return {
    directory: root,
    parser,
    memory: createMemory(parser),
    workTree,
    config: withOwnTemplates(parsed.ok ? parsed.config : defaultConfig, workTree),
    configProblems: parsed.ok ? [] : parsed.problems,
  }
}

/** What it takes to read a config is loaded only where there is one. */
async function readConfig(tree: Snapshot): Promise<ParsedConfig> {
  const text = tree.readText(configPath)
  if (text === null) return { ok: true, config: defaultConfig }
  const { parseConfig } = await import('../config/parse-config.ts')
  return parseConfig(text)
}

/**
 * Reads a revision of the repository, or the folder as it is for null.
 * @throws UsageError where the folder is no git repository
 */
export function readRevision(repository: Repository, revision: string | null): Snapshot {
  if (revision === null) return repository.workTree
  if (!isWorkTree(repository.directory)) {
    throw new UsageError(
      `${repository.directory} is not a git repository, so there is no revision ${revision}`,
    )
  }
  return readCommit(repository.directory, revision)
}
