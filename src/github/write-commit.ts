import { PermanentFault } from '../model/fault.ts'
import type { FileChange } from '../model/plan.ts'
import type { SnapshotEntry } from '../model/snapshot.ts'
import { blobId } from './digest.ts'
import type { RepositoryClient } from './repository-client.ts'

type Entries = ReadonlyMap<string, SnapshotEntry>

/** The changes that would change anything in a tree. */
export function differingFiles(entries: Entries, files: readonly FileChange[]): readonly FileChange[] {
  return files.filter(({ path, content }) => {
    const entry = entries.get(path)
    if (content === null) return entry !== undefined
    return entry?.type !== 'file' || entry.hash !== blobId(Buffer.from(content, 'utf8'), entry.hash.length)
  })
}

/**
 * Makes a commit through the Git data API, as the App and without an author of our own: GitHub then signs it.
 * @param base commit whose tree the files go on top of, with its entries
 * @throws PermanentFault where a file would lie under a symbolic link or a submodule, or replace one
 */
export async function writeCommit(
  { octokit, route }: RepositoryClient,
  base: { readonly commit: string; readonly entries: Entries },
  files: readonly FileChange[],
  parents: readonly string[],
  message: string,
): Promise<string> {
  for (const { path } of files) refuseUnsafe(base.entries, path)
  const { data: baseCommit } = await octokit.rest.git.getCommit({ ...route, commit_sha: base.commit })
  const { data: tree } = await octokit.rest.git.createTree({
    ...route,
    base_tree: baseCommit.tree.sha,
    tree: files.map(({ path, content }) => {
      const mode = base.entries.get(path)?.executable === true ? '100755' : '100644'
      return content === null
        ? { path, mode, type: 'blob', sha: null }
        : { path, mode, type: 'blob', content }
    }),
  })
  const { data: commit } = await octokit.rest.git.createCommit({
    ...route,
    message,
    tree: tree.sha,
    parents: [...parents],
  })
  return commit.sha
}

/** @throws PermanentFault where a path is none of a plain file */
export function refuseUnsafe(entries: Entries, path: string): void {
  const parts = path.split('/')
  if (parts.some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase()))) {
    throw new PermanentFault(`will not write to ${JSON.stringify(path)}: not a plain path`)
  }
  for (let length = 1; length <= parts.length; length++) {
    const ancestor = parts.slice(0, length).join('/')
    const entry = entries.get(ancestor)
    if (entry === undefined || (entry.type === 'file' && length === parts.length)) continue
    throw new PermanentFault(
      `will not write ${JSON.stringify(path)}: ${JSON.stringify(ancestor)} is a ${entry.type}`,
    )
  }
}
