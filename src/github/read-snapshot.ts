import { decodeText, textSizeLimit } from '../model/decode-text.ts'
import { TransientFault } from '../model/fault.ts'
import type { Snapshot, SnapshotEntry } from '../model/snapshot.ts'
import type { BlobCache } from './blob-cache.ts'
import { readTree } from './read-tree.ts'
import type { RepositoryClient } from './repository-client.ts'
import { unpackArchive } from './unpack-archive.ts'

/** Files that the core reads in nearly every run: always at hand. */
const eager = /\.(nix|md|json|ya?ml|toml|hbs)$/
/** Other files are at hand up to this size, in bytes: versions, lock files, lists that Nix reads. */
const otherSizeLimit = 128 * 1024
/** All contents of a snapshot together, in bytes. Nix files come first. */
const contentBudget = 256 * 1024 * 1024
/** Up to so many missing files are fetched one by one; more come as one archive. */
const singleFetchLimit = 20
const parallelFetches = 8

/** Reads one commit through the API; contents come from the cache where they can, and are checked by their git id. */
export async function readSnapshot(
  client: RepositoryClient,
  commit: string,
  cache: BlobCache,
): Promise<Snapshot> {
  const { octokit, route } = client
  const { data } = await octokit.rest.git.getCommit({ ...route, commit_sha: commit })
  const entries = await readTree(client, data.tree.sha)
  const contents = await readContents(client, commit, selectContents(entries.values()), cache)
  return {
    commit: data.sha,
    committedAt: toSeconds(data.committer.date),
    entries,
    readText: (path) => {
      const entry = entries.get(path)
      return entry?.type === 'file' ? (contents.get(entry.hash) ?? null) : null
    },
  }
}

function toSeconds(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z')
}

/** The files whose contents are wanted: git id → size. */
function selectContents(entries: Iterable<SnapshotEntry>): ReadonlyMap<string, number> {
  const readable = [...entries].filter(
    ({ type, path, size }) =>
      type === 'file' && (size ?? 0) <= (eager.test(path) ? textSizeLimit : otherSizeLimit),
  )
  const rank = ({ path }: SnapshotEntry): number => (path.endsWith('.nix') ? 0 : eager.test(path) ? 1 : 2)
  const wanted = new Map<string, number>()
  let budget = contentBudget
  for (const entry of readable.sort((a, b) => rank(a) - rank(b))) {
    const size = entry.size ?? 0
    if (wanted.has(entry.hash) || size > budget) continue
    wanted.set(entry.hash, size)
    budget -= size
  }
  return wanted
}

async function readContents(
  client: RepositoryClient,
  commit: string,
  wanted: ReadonlyMap<string, number>,
  cache: BlobCache,
): Promise<ReadonlyMap<string, string | null>> {
  const contents = new Map<string, string | null>()
  const take = async (id: string, content: Uint8Array): Promise<void> => {
    if (contents.has(id)) return
    contents.set(id, decodeText(content))
    await cache.write(id, content)
  }
  for (const id of wanted.keys()) {
    const content = await cache.read(id)
    if (content !== null) contents.set(id, decodeText(content))
  }
  const missing = (): Map<string, number> => new Map([...wanted].filter(([id]) => !contents.has(id)))
  if (missing().size > singleFetchLimit) await fetchArchive(client, commit, missing(), take)
  await inParallel([...missing().keys()], async (id) => {
    await take(id, await fetchBlob(client, id))
  })
  return contents
}

/** An archive lacks what `export-ignore` leaves out and alters what `export-subst` marks: the rest is fetched singly. */
async function fetchArchive(
  { octokit, route }: RepositoryClient,
  commit: string,
  wanted: ReadonlyMap<string, number>,
  take: (id: string, content: Uint8Array) => Promise<void>,
): Promise<void> {
  const response = await octokit.request('GET /repos/{owner}/{repo}/tarball/{ref}', {
    ...route,
    ref: commit,
    request: { parseSuccessResponseBody: false },
  })
  const body: unknown = response.data
  if (!(body instanceof ReadableStream)) throw new Error('the archive came without a body')
  try {
    await unpackArchive(body, wanted, take)
  } catch (error) {
    throw new TransientFault('the archive of the repository broke off', null, { cause: error })
  }
}

async function fetchBlob({ octokit, route }: RepositoryClient, id: string): Promise<Uint8Array> {
  const { data } = await octokit.rest.git.getBlob({ ...route, file_sha: id })
  return Buffer.from(data.content, data.encoding === 'base64' ? 'base64' : 'utf8')
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: parallelFetches }, worker))
}
