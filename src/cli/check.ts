import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openOutcomeCache, type Outcome } from '../checkout/outcome-cache.ts'
import { readWorkTree } from '../checkout/read-work-tree.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { cacheFolder } from './cache-folder.ts'
import { ownFingerprint } from './own-fingerprint.ts'
import { withProgress } from './progress.ts'
import { requireFolder } from './require-folder.ts'
import { wantsColor } from './terminal.ts'
import { treeFingerprint } from './tree-fingerprint.ts'

export type CheckOptions = {
  readonly base?: string
  readonly format: 'text' | 'json' | 'sarif' | 'github'
  readonly json?: boolean
  readonly rule?: readonly string[]
  /** False: neither reads nor keeps outcomes. */
  readonly cache: boolean
}

/**
 * `nur-keeper check`: prints the faults of a checkout, or those that it has beyond a base revision. The outcome is
 * kept, and printed again while neither the tree nor the keeper has changed.
 * @returns 0 where there is none that counts, 1 otherwise; notices are printed and do not count
 */
export async function runCheck(directory: string, options: CheckOptions): Promise<number> {
  const workTree = readWorkTree(requireFolder(directory))
  const { text, exitCode } = await kept(directory, workTree, options)
  process.stdout.write(text)
  return exitCode
}

async function kept(directory: string, workTree: Snapshot, options: CheckOptions): Promise<Outcome> {
  const folder = options.cache ? cacheFolder(process.env) : null
  const key = folder === null ? null : outcomeKey(workTree, options)
  if (folder === null || key === null) return check(directory, workTree, options)
  const cache = openOutcomeCache(join(folder, 'check'))
  const known = cache.read(key)
  if (known !== null) return known
  const outcome = await check(directory, workTree, options)
  cache.write(key, outcome)
  return outcome
}

/** Null where the outcome depends on more than the tree: a revision's name means another commit tomorrow. */
function outcomeKey(workTree: Snapshot, { base, format, json, rule = [] }: CheckOptions): string | null {
  if (base !== undefined) return null
  const tree = treeFingerprint(workTree)
  if (tree === null) return null
  const parts = [tree, ownFingerprint(), json === true ? 'json' : format, wantsColor(), rule]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

/** What checking needs is loaded only here: an outcome that is kept does not wait for it. */
async function check(directory: string, workTree: Snapshot, options: CheckOptions): Promise<Outcome> {
  return withProgress('nur-keeper check', async (step) => {
    const { checkTree } = await import('./check-tree.ts')
    return checkTree(directory, workTree, options, step)
  })
}
