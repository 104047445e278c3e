import type { TreeChange } from '../git/bare-repository.ts'
import type { Signature } from '../git/commit.ts'
import type { GitHub } from '../github.ts'
import type { Account, Repository } from '../model.ts'
import { nodeId } from '../shapes/account.ts'
import { gitCommitShape, refShape, treeShape } from '../shapes/git.ts'
import { apiUrl } from '../shapes/repository.ts'
import { changeRef } from './change-ref.ts'
import { ApiError, invalid, notFound, orNotFound } from './api-error.ts'
import { created, noContent, ok, repositoryOperation, type AnyOperation } from './operation.ts'

const reading = { app: ['contents:read'], person: 'anyone' } as const
const writing = { app: ['contents:write'], person: 'write' } as const

/** GitHub cuts a recursive listing here; `treeLimit` of the test double may be lower. */
export const treeListing = { limit: 100_000 }

export const gitDataOperations: readonly AnyOperation[] = [
  repositoryOperation('git/get-blob', reading, async ({ world, repository, params }) => {
    const sha = params.file_sha
    if ((await repository.git.typeOf(sha)) !== 'blob') throw notFound()
    const content = await repository.git.blob(sha)
    return ok({
      sha,
      node_id: nodeId('B', sha),
      size: content.length,
      url: `${apiUrl(world.urls, repository)}/git/blobs/${sha}`,
      content: inLines(content.toString('base64')),
      encoding: 'base64',
    })
  }),

  repositoryOperation('git/create-blob', writing, async ({ world, repository, body }) => {
    const content = Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8')
    const sha = await repository.git.writeBlob(content)
    return created({ sha, url: `${apiUrl(world.urls, repository)}/git/blobs/${sha}` })
  }),

  repositoryOperation('git/get-tree', reading, async ({ world, repository, params, query }) => {
    const { git } = repository
    const commit = await git.resolveCommit(params.tree_sha)
    const tree = commit === null ? params.tree_sha : (await git.commit(commit)).tree
    if (commit === null && (await git.typeOf(tree)) !== 'tree') throw notFound()
    // Any value switches it on, `0` and `false` too.
    const entries = await git.tree(tree, query.recursive !== undefined)
    const shown = query.recursive === undefined ? entries : entries.slice(0, treeListing.limit)
    return ok(
      treeShape(world, repository, tree, { entries: shown, truncated: shown.length < entries.length }),
    )
  }),

  repositoryOperation('git/create-tree', writing, async ({ world, repository, body }) => {
    const { git } = repository
    const changes: TreeChange[] = []
    for (const entry of body.tree) {
      if (entry.path === undefined || /(^|\/)(\.{0,2}|\.git)(\/|$)/i.test(entry.path)) {
        throw new ApiError(422, 'tree.path contains a malformed path component')
      }
      if (entry.content === undefined && entry.sha === undefined) {
        throw new ApiError(422, 'Must supply either tree.sha or tree.content, but not both')
      }
      const sha = entry.content === undefined ? (entry.sha ?? null) : await git.writeBlob(entry.content)
      if (sha !== null && (await git.typeOf(sha)) === null)
        throw new ApiError(422, `tree.sha ${sha} is not a valid blob`)
      changes.push({ path: entry.path, mode: entry.mode ?? '100644', sha })
    }
    if (body.base_tree !== undefined && (await git.typeOf(body.base_tree)) === null) {
      throw new ApiError(422, 'base_tree is not a valid tree oid')
    }
    await refuseMissingRemovals(repository, body.base_tree ?? null, changes)
    const sha = await git.writeTree(body.base_tree ?? null, changes)
    return created(
      treeShape(world, repository, sha, { entries: await git.tree(sha, false), truncated: false }),
    )
  }),

  repositoryOperation('git/get-commit', reading, async ({ world, repository, params }) => {
    if ((await repository.git.typeOf(params.commit_sha)) !== 'commit') throw notFound()
    return ok(gitCommitShape(world, repository, await repository.git.commit(params.commit_sha)))
  }),

  repositoryOperation('git/create-commit', writing, async ({ github, world, repository, body, account }) => {
    const { git } = repository
    if ((await git.typeOf(body.tree)) !== 'tree') throw new ApiError(422, 'Tree SHA does not exist')
    for (const parent of body.parents ?? []) {
      if ((await git.typeOf(parent)) !== 'commit')
        throw new ApiError(422, 'Parent SHA does not exist or is not a commit object')
    }
    const now = world.timestamp()
    const given = body.author
    const author = given === undefined ? signatureOf(account, now) : { ...given, date: given.date ?? now }
    const sha = await commitAs(github, repository, {
      tree: body.tree,
      parents: body.parents ?? [],
      message: body.message,
      author,
      // GitHub signs what an App writes in its own name, and nothing where a person's name is given.
      signed: given === undefined && body.committer === undefined && account.type === 'Bot',
      committer:
        body.committer === undefined
          ? null
          : {
              name: body.committer.name ?? author.name,
              email: body.committer.email ?? author.email,
              date: body.committer.date ?? now,
            },
    })
    return created(gitCommitShape(world, repository, await git.commit(sha)))
  }),

  repositoryOperation('git/get-ref', reading, async ({ world, repository, params }) => {
    const ref = `refs/${params.ref}`
    const sha = orNotFound(await repository.git.readRef(ref))
    return ok(refShape(world, repository, ref, sha))
  }),

  repositoryOperation('git/list-matching-refs', reading, async ({ world, repository, params }) => {
    const refs = await repository.git.refs()
    const matching = [...refs].filter(([name]) => name.startsWith(`refs/${params.ref}`))
    return { list: matching.map(([name, sha]) => refShape(world, repository, name, sha)) }
  }),

  repositoryOperation('git/create-ref', writing, async ({ github, world, repository, body, account }) => {
    const { git } = repository
    if (!/^refs\/(heads|tags)\/./.test(body.ref) || !(await git.isRefName(body.ref))) {
      throw new ApiError(422, 'Reference name is not valid')
    }
    if ((await git.typeOf(body.sha)) === null) throw new ApiError(422, 'Object does not exist')
    if ((await git.readRef(body.ref)) !== null) throw new ApiError(422, 'Reference already exists')
    await changeRef(github, repository, { ref: body.ref, before: null, after: body.sha }, account)
    return created(refShape(world, repository, body.ref, body.sha))
  }),

  repositoryOperation(
    'git/update-ref',
    writing,
    async ({ github, world, repository, params, body, account }) => {
      const { git } = repository
      const ref = `refs/${params.ref}`
      const before = await git.readRef(ref)
      if (before === null) throw new ApiError(422, 'Reference does not exist')
      if ((await git.typeOf(body.sha)) !== 'commit') throw new ApiError(422, 'Object does not exist')
      if (body.force !== true && !(await git.isAncestor(before, body.sha))) {
        throw new ApiError(422, 'Update is not a fast forward')
      }
      await changeRef(github, repository, { ref, before, after: body.sha }, account)
      return ok(refShape(world, repository, ref, body.sha))
    },
  ),

  repositoryOperation('git/delete-ref', writing, async ({ github, repository, params, account }) => {
    const ref = `refs/${params.ref}`
    const before = await repository.git.readRef(ref)
    if (before === null) throw new ApiError(422, 'Reference does not exist')
    if (ref === `refs/heads/${repository.defaultBranch}`)
      throw invalid({ resource: 'Reference', code: 'custom', message: 'Cannot delete the default branch' })
    await changeRef(github, repository, { ref, before, after: null }, account)
    return noContent
  }),
]

/** Writes a commit through the API. Without a committer of its own, GitHub commits, and says that it was itself. */
export async function commitAs(
  github: GitHub,
  repository: Repository,
  commit: {
    readonly tree: string
    readonly parents: readonly string[]
    readonly message: string
    readonly author: Signature
    readonly committer: Signature | null
    readonly signed: boolean
  },
): Promise<string> {
  const webFlow = { name: 'GitHub', email: 'noreply@github.com', date: github.world.timestamp() }
  const committer = commit.committer ?? (commit.signed ? webFlow : commit.author)
  const sha = await repository.git.writeCommit({ ...commit, committer })
  if (commit.signed) repository.signedCommits.add(sha)
  return sha
}

export function signatureOf({ name, email }: Account, date: string): Signature {
  return { name, email, date }
}

/** To remove what is not there is refused by GitHub ("GitRPC::BadObjectState"). */
async function refuseMissingRemovals(
  { git }: Repository,
  base: string | null,
  changes: readonly TreeChange[],
): Promise<void> {
  const removed = changes.filter(({ sha }) => sha === null)
  if (removed.length === 0) return
  const paths = new Set(base === null ? [] : (await git.tree(base, true)).map(({ path }) => path))
  if (removed.some(({ path }) => !paths.has(path))) throw new ApiError(422, 'GitRPC::BadObjectState')
}

/** GitHub breaks base64 after 60 characters. */
function inLines(text: string): string {
  return text.replace(/.{1,60}/g, '$&\n')
}
