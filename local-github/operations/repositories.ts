import { emptyTree } from '../git/bare-repository.ts'
import { forkRepository } from '../create-repository.ts'
import { emit } from '../events/emit.ts'
import { commitShape } from '../shapes/git.ts'
import { fileShape } from '../shapes/pull-request.ts'
import { apiUrl, fullName, fullRepositoryShape, repositoryShape, webUrl } from '../shapes/repository.ts'
import type { Repository } from '../model.ts'
import type { World } from '../world.ts'
import type { Actor } from '../http/actor.ts'
import type { Role } from '../model.ts'
import { changeRef } from './change-ref.ts'
import { commitAs, signatureOf } from './git-data.ts'
import { ApiError, orNotFound } from './api-error.ts'
import { ok, repositoryOperation, type AnyOperation } from './operation.ts'

const reading = { app: ['contents:read'], person: 'anyone' } as const
const writing = { app: ['contents:write'], person: 'write' } as const

export const repositoryOperations: readonly AnyOperation[] = [
  repositoryOperation(
    'repos/get',
    { app: ['metadata:read'], person: 'anyone' },
    ({ world, repository, actor }) =>
      ok(fullRepositoryShape(world, repository, roleOf(world, actor, repository))),
  ),

  repositoryOperation(
    'repos/create-fork',
    { app: ['administration:write'], person: 'read' },
    async ({ github, world, repository, body, account }) => {
      const fork = await forkRepository(github, repository, account, body.name ?? repository.name)
      emit(github, repository, 'fork', null, account, {
        forkee: { ...repositoryShape(world, fork), public: true },
      })
      return { status: 202, body: fullRepositoryShape(world, fork, 'admin') }
    },
  ),

  repositoryOperation('repos/get-commit', reading, async ({ world, repository, params }) => {
    const sha = await resolve(repository, params.ref)
    const commit = await repository.git.commit(sha)
    const parent = commit.parents[0] ?? emptyTree
    const files = await repository.git.diff(parent, sha)
    const additions = files.reduce((sum, file) => sum + file.additions, 0)
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0)
    return ok({
      ...commitShape(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => fileShape(world.urls, repository, sha, file)),
    })
  }),

  repositoryOperation('repos/list-commits', reading, async ({ world, repository, query }) => {
    const sha = await resolve(repository, query.sha ?? repository.defaultBranch)
    const commits = await Promise.all(
      (await repository.git.log(null, sha)).map((id) => repository.git.commit(id)),
    )
    return { list: commits.map((commit) => commitShape(world, repository, commit)) }
  }),

  repositoryOperation('repos/get-branch', reading, async ({ world, repository, params }) => {
    const sha = await repository.git.readRef(`refs/heads/${params.branch}`)
    if (sha === null) throw new ApiError(404, 'Branch not found')
    const url = `${apiUrl(world.urls, repository)}/branches/${params.branch}`
    return ok({
      name: params.branch,
      commit: commitShape(world, repository, await repository.git.commit(sha)),
      _links: { self: url, html: `${webUrl(world.urls, repository)}/tree/${params.branch}` },
      protected: false,
      protection: { enabled: false },
      protection_url: `${url}/protection`,
    })
  }),

  repositoryOperation('repos/list-branches', reading, async ({ world, repository }) => {
    const refs = await repository.git.refs('refs/heads/')
    const url = `${apiUrl(world.urls, repository)}/commits`
    const list = [...refs].map(([ref, sha]) => ({
      name: ref.slice('refs/heads/'.length),
      commit: { sha, url: `${url}/${sha}` },
      protected: false,
    }))
    return { list }
  }),

  repositoryOperation(
    'repos/compare-commits-with-basehead',
    reading,
    async ({ world, repository, params, query }) => {
      const { git } = repository
      const [baseName = '', headName = ''] = params.basehead.split('...')
      const base = await resolveAcross(world, repository, baseName)
      const head = await resolveAcross(world, repository, headName)
      const mergeBase = await git.mergeBase(base, head)
      if (mergeBase === null)
        throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`)
      const [ahead, behind] = await Promise.all([git.log(base, head), git.log(head, base)])
      const perPage = Math.min(query.per_page ?? 250, 250)
      const page = query.page ?? 1
      const shown = ahead.toReversed().slice((page - 1) * perPage, page * perPage)
      const shape = async (sha: string) => commitShape(world, repository, await git.commit(sha))
      const html = `${webUrl(world.urls, repository)}/compare/${params.basehead}`
      const files = page === 1 ? await git.diff(mergeBase, head) : []
      return ok({
        url: `${apiUrl(world.urls, repository)}/compare/${params.basehead}`,
        html_url: html,
        permalink_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        base_commit: await shape(base),
        merge_base_commit: await shape(mergeBase),
        status:
          ahead.length > 0
            ? behind.length > 0
              ? 'diverged'
              : 'ahead'
            : behind.length > 0
              ? 'behind'
              : 'identical',
        ahead_by: ahead.length,
        behind_by: behind.length,
        total_commits: ahead.length,
        commits: await Promise.all(shown.map(shape)),
        files: files.slice(0, 300).map((file) => fileShape(world.urls, repository, head, file)),
      })
    },
  ),

  repositoryOperation('repos/download-tarball-archive', reading, ({ world, params }) => {
    const path = `${params.owner}/${params.repo}/legacy.tar.gz/${params.ref}`
    return { status: 302, headers: { location: `${world.urls.web}/codeload/${path}` } }
  }),

  repositoryOperation('repos/get-content', reading, async ({ world, repository, params, query }) => {
    const { git } = repository
    const commit = await resolve(repository, query.ref ?? repository.defaultBranch)
    const path = params.path.replace(/\/+$/, '')
    const all = await git.tree(commit, true)
    const entry = all.find((one) => one.path === path)
    if (path === '' || entry?.type === 'tree') {
      const prefix = path === '' ? '' : `${path}/`
      const children = all.filter(
        (one) =>
          one.path.startsWith(prefix) && one.path !== path && !one.path.slice(prefix.length).includes('/'),
      )
      return ok(children.map((one) => contentShape(world, repository, commit, one)))
    }
    const { sha } = orNotFound(entry)
    const content = await git.blob(sha)
    return ok({
      ...contentShape(world, repository, commit, orNotFound(entry)),
      type: 'file',
      encoding: 'base64',
      content: content.toString('base64').replace(/.{1,60}/g, '$&\n'),
    })
  }),

  repositoryOperation(
    'repos/create-or-update-file-contents',
    writing,
    async ({ github, world, repository, params, body, account }) => {
      const { git } = repository
      const branch = body.branch ?? repository.defaultBranch
      const ref = `refs/heads/${branch}`
      const before = await git.readRef(ref)
      if (before === null) throw new ApiError(404, `Branch ${branch} not found`)
      const standing = (await git.tree(before, true)).find(
        ({ path, type }) => path === params.path && type === 'blob',
      )
      if (standing !== undefined && body.sha === undefined)
        throw new ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
      if (standing !== undefined && standing.sha !== body.sha)
        throw new ApiError(409, `${params.path} does not match ${body.sha ?? ''}`)
      const blob = await git.writeBlob(Buffer.from(body.content, 'base64'))
      const tree = await git.writeTree(before, [
        { path: params.path, mode: standing?.mode ?? '100644', sha: blob },
      ])
      const author = signatureOf(account, world.timestamp())
      const commit = await commitAs(github, repository, {
        tree,
        parents: [before],
        message: body.message,
        author,
        committer: null,
        signed: true,
      })
      await changeRef(github, repository, { ref, before, after: commit }, account)
      const entry = orNotFound((await git.tree(commit, true)).find(({ path }) => path === params.path))
      const { author: shownAuthor, ...rest } = commitShape(world, repository, await git.commit(commit)).commit
      return {
        status: standing === undefined ? 201 : 200,
        body: {
          content: { ...contentShape(world, repository, commit, entry), type: 'file' },
          commit: { sha: commit, ...rest, author: shownAuthor },
        },
      }
    },
  ),
]

/** @throws 404 or 422 as GitHub where there is no such commit */
async function resolve(repository: Repository, revision: string): Promise<string> {
  const found = await repository.git.resolveCommit(revision)
  if (found === null) throw new ApiError(422, `No commit found for SHA: ${revision}`)
  return found
}

/** `branch`, a commit, `owner:branch` or `owner:repository:branch` of the same network. */
async function resolveAcross(world: World, repository: Repository, name: string): Promise<string> {
  const parts = name.split(':')
  const revision = parts.at(-1) ?? ''
  const owner = parts.length > 1 ? (parts[0] ?? '') : repository.owner.login
  const other = world
    .network(repository)
    .find(
      (one) =>
        one.owner.login.toLowerCase() === owner.toLowerCase() && (parts.length < 3 || one.name === parts[1]),
    )
  const here = other ?? repository
  const sha = await here.git.resolveCommit(revision)
  if (sha !== null) {
    if (here !== repository) await repository.git.fetchFrom(here.git, sha, `refs/local/${sha}`)
    return sha
  }
  // Objects are shared in a network: a commit of a fork is found by its id.
  for (const one of world.network(repository)) {
    const found = /^[0-9a-f]{40}$/.test(revision) ? await one.git.resolveCommit(revision) : null
    if (found === null) continue
    await repository.git.fetchFrom(one.git, found, `refs/local/${found}`)
    return found
  }
  throw new ApiError(404, 'Not Found')
}

function contentShape(
  { urls }: World,
  repository: Repository,
  commit: string,
  entry: { readonly path: string; readonly sha: string; readonly type: string; readonly size: number | null },
) {
  const path = encodeURI(entry.path)
  const self = `${apiUrl(urls, repository)}/contents/${path}?ref=${commit}`
  const git = `${apiUrl(urls, repository)}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`
  const html = `${webUrl(urls, repository)}/blob/${commit}/${path}`
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    type: entry.type === 'tree' ? 'dir' : 'file',
    url: self,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'tree' ? null : `${urls.web}/raw/${fullName(repository)}/${commit}/${path}`,
    _links: { self, git, html },
  }
}

function roleOf(world: World, actor: Actor, repository: Repository): Role {
  return actor.type === 'person' ? world.roleOf(actor.account, repository) : 'read'
}
