import type { History } from '../model/ports.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { BlobCache } from './blob-cache.ts'
import { unlessMissing } from './client.ts'
import { readSnapshot } from './read-snapshot.ts'
import type { RepositoryClient } from './repository-client.ts'

/** Commits and trees over the API. A commit never changes, so within one job each is read once. */
export function openHistory(client: RepositoryClient, defaultBranch: string, cache: BlobCache): History {
  const { octokit, route } = client
  const snapshots = new Map<string, Promise<Snapshot>>()
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
    snapshot: async (commit) => {
      const known = snapshots.get(commit) ?? readSnapshot(client, commit, cache)
      snapshots.set(commit, known)
      return await known
    },
  }
}

/** The commit a branch points at; null where there is none. */
export async function readHead({ octokit, route }: RepositoryClient, branch: string): Promise<string | null> {
  const reference = await unlessMissing(() => octokit.rest.git.getRef({ ...route, ref: `heads/${branch}` }))
  return reference?.data.object.sha ?? null
}
