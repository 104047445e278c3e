import type { SnapshotEntry } from '../model/snapshot.ts'
import type { RepositoryClient } from './repository-client.ts'

/** How many files a repository may have; GitHub itself cuts listings at 100,000. */
const entryLimit = 200_000

/** Names no file of a work tree can have; git refuses them on checkout. */
const unsafe = new Set(['', '.', '..', '.git'])

/**
 * Lists every file of a tree, sorted by path.
 * @param tree id of a tree or commit
 * @throws where it has more files than the keeper reads
 */
export async function readTree(
  client: RepositoryClient,
  tree: string,
): Promise<ReadonlyMap<string, SnapshotEntry>> {
  const found: SnapshotEntry[] = []
  await collect(client, tree, '', found)
  found.sort((a, b) => (a.path < b.path ? -1 : 1))
  return new Map(found.map((entry) => [entry.path, entry]))
}

/** A listing that GitHub cut short is read again, folder by folder. */
async function collect(
  client: RepositoryClient,
  tree: string,
  folder: string,
  found: SnapshotEntry[],
): Promise<void> {
  const { octokit, route } = client
  const { data } = await octokit.rest.git.getTree({ ...route, tree_sha: tree, recursive: '1' })
  if (!data.truncated) {
    addEntries(data.tree, folder, found)
    return
  }
  const { data: level } = await octokit.rest.git.getTree({ ...route, tree_sha: tree })
  addEntries(level.tree, folder, found)
  for (const { type, path, sha } of level.tree) {
    if (type === 'tree') await collect(client, sha, `${folder}${path}/`, found)
  }
}

type TreeEntry = {
  readonly path: string
  readonly mode: string
  readonly type: string
  readonly sha: string
  readonly size?: number
}

function addEntries(entries: readonly TreeEntry[], folder: string, found: SnapshotEntry[]): void {
  for (const { path, mode, type, sha, size } of entries) {
    if (type === 'tree' || path.split('/').some((part) => unsafe.has(part.toLowerCase()))) continue
    found.push({
      path: folder + path,
      hash: sha,
      type: mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'file',
      executable: mode === '100755',
      size: size ?? null,
    })
  }
  if (found.length > entryLimit) throw new Error(`the repository has more than ${entryLimit} files: not read`)
}
