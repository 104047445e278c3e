import type { FileChange } from '../model/plan.ts'
import type { CommitOutcome } from '../model/ports.ts'
import type { PullRequest } from '../model/repository.ts'
import type { Snapshot } from '../model/snapshot.ts'
import {
  commitObject,
  gitObject,
  isFolder,
  packObjects,
  treeObject,
  type GitObject,
  type TreeLine,
} from './git-objects.ts'
import { pushPack, readRemoteHead, type GitRemote } from './git-remote.ts'
import type { RepositoryClient } from './repository-client.ts'
import { refuseUnsafe } from './write-commit.ts'

/**
 * Adds one commit to the branch of a pull request that lies in a fork, where its author lets maintainers push. GitHub
 * gives Apps this right over git alone: the API refuses an installation whatever lies outside of it
 * (tibdex/autorebase#43), while `git push` with its token is let through (stefanzweifel/git-auto-commit-action#281,
 * pre-commit-ci/issues#127). So the commit is made here, and is not signed.
 * @param base the head of the pull request
 * @param files that differ from it
 */
export async function pushToFork(
  client: RepositoryClient,
  pull: PullRequest,
  base: Snapshot,
  files: readonly FileChange[],
  message: string,
): Promise<CommitOutcome> {
  const remote = { url: `${pull.headHtmlUrl}.git`, token: await tokenOf(client) }
  const standing = await readRemoteHead(remote, pull.headBranch)
  if (standing.type === 'refused') return standing
  if (standing.sha !== pull.headSha) return { type: 'moved' }
  const objects = await makeObjects(client, base, files, message)
  const commit = objects.at(-1)
  if (commit === undefined) return { type: 'unchanged', sha: pull.headSha }
  return await push(remote, pull, commit.id, packObjects(objects))
}

async function push(
  remote: GitRemote,
  { headBranch: branch, headSha: from }: PullRequest,
  to: string,
  pack: Buffer,
): Promise<CommitOutcome> {
  const pushed = await pushPack(remote, { branch, from, to, pack })
  if (pushed.type === 'pushed') return { type: 'written', sha: to }
  const now = await readRemoteHead(remote, branch)
  return now.type === 'head' && now.sha !== from ? { type: 'moved' } : pushed
}

/** All that the fork lacks, the commit last. */
async function makeObjects(
  client: RepositoryClient,
  base: Snapshot,
  files: readonly FileChange[],
  message: string,
): Promise<readonly GitObject[]> {
  for (const { path } of files) refuseUnsafe(base.entries, path)
  const { octokit, route, identity } = client
  // The network of a repository shares its objects: those of the head are there in the base repository.
  const { data } = await octokit.rest.git.getCommit({ ...route, commit_sha: base.commit })
  const objects: GitObject[] = []
  const placed = files.map(({ path, content }) => {
    const blob = content === null ? null : gitObject('blob', Buffer.from(content))
    if (blob !== null) objects.push(blob)
    return { parts: path.split('/'), blob: blob?.id ?? null }
  })
  const tree = await rewriteTree(client, data.tree.sha, placed, objects)
  const { data: user } = await octokit.rest.users.getByUsername({ username: identity.login })
  const author = { name: identity.login, email: `${user.id}+${user.login}@users.noreply.github.com` }
  const parents = [base.commit]
  const commit = commitObject({
    tree: tree ?? treeObject([]).id,
    parents,
    author,
    date: client.now(),
    message,
  })
  return [...objects, commit]
}

type Placed = { readonly parts: readonly string[]; readonly blob: string | null }

/** @returns id of the tree with the files in it; null where nothing is left in it */
async function rewriteTree(
  client: RepositoryClient,
  tree: string | null,
  files: readonly Placed[],
  objects: GitObject[],
): Promise<string | null> {
  const lines = new Map<string, TreeLine>()
  for (const line of tree === null ? [] : await readLines(client, tree)) lines.set(line.name, line)
  for (const [name, group] of Map.groupBy(files, ({ parts }) => parts[0] ?? '')) {
    const line = lines.get(name)
    const inside = group.flatMap(({ parts, blob }) =>
      parts.length > 1 ? [{ parts: parts.slice(1), blob }] : [],
    )
    const folder = line !== undefined && isFolder(line) ? line.id : null
    const id =
      inside.length > 0 ? await rewriteTree(client, folder, inside, objects) : (group[0]?.blob ?? null)
    const mode = inside.length > 0 ? '040000' : line?.mode === '100755' ? line.mode : '100644'
    if (id === null) lines.delete(name)
    else lines.set(name, { mode, name, id })
  }
  if (lines.size === 0) return null
  const object = treeObject([...lines.values()])
  objects.push(object)
  return object.id
}

async function readLines({ octokit, route }: RepositoryClient, tree: string): Promise<readonly TreeLine[]> {
  const { data } = await octokit.rest.git.getTree({ ...route, tree_sha: tree })
  if (data.truncated) throw new Error(`the folder ${tree} is too long to be read`)
  return data.tree.map(({ mode, path, sha }) => ({ mode, name: path, id: sha }))
}

async function tokenOf({ octokit }: RepositoryClient): Promise<string> {
  const authentication: unknown = await octokit.auth({ type: 'installation' })
  const token: unknown = Reflect.get(Object(authentication), 'token')
  if (typeof token !== 'string') throw new Error('the installation has no token')
  return token
}
