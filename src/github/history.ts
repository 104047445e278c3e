import type { History } from '../model/ports.ts'
import type { BlobCache } from './blob-cache.ts'
import { unless, unlessMissing } from './client.ts'
import { readSnapshot } from './read-snapshot.ts'
import type { RepositoryClient } from './repository-client.ts'
import type { SnapshotCache } from './snapshot-cache.ts'

/** Where snapshots come from: recent ones from memory, files from the disk, all else from GitHub. */
export type SnapshotSource = { readonly blobs: BlobCache; readonly snapshots: SnapshotCache }

/** Commits and trees over the API. */
export function openHistory(
  client: RepositoryClient,
  defaultBranch: string,
  { blobs, snapshots }: SnapshotSource,
): History {
  const { octokit, route, ref } = client
  return {
    defaultBranch: () => Promise.resolve(defaultBranch),
    head: (branch) => readHead(client, branch),
    mergeBase: async (one, other) => {
      if (one === other) return one
      const basehead = `${one}...${other}`
      const comparison = await unlessMissing(() =>
        octokit.rest.repos.compareCommitsWithBasehead({ ...route, basehead, per_page: 1 }),
      )
      return comparison?.data.merge_base_commit.sha ?? null
    },
    snapshot: (commit) => snapshots.read(`${ref.id}:${commit}`, () => readSnapshot(client, commit, blobs)),
  }
}

/** The commit a branch points at; null where there is none. */
export async function readHead({ octokit, route }: RepositoryClient, branch: string): Promise<string | null> {
  // 409: the repository has no commit at all.
  const reference = await unless([404, 409], () =>
    octokit.rest.git.getRef({ ...route, ref: `heads/${branch}` }),
  )
  return reference?.data.object.sha ?? null
}
