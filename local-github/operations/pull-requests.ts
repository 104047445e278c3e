import type { GitHub } from '../github.ts'
import { closePull, emitPull, markMerged } from '../events/pull-changed.ts'
import type { Account, PullIssue, Repository } from '../model.ts'
import { isPull } from '../model.ts'
import { commitShape } from '../shapes/git.ts'
import { fileShape, fullPullShape, pullFiles, pullBase, pullShape } from '../shapes/pull-request.ts'
import { same, type World } from '../world.ts'
import { changeRef } from './change-ref.ts'
import { commitAs, signatureOf } from './git-data.ts'
import { ApiError, invalid, notFound, orNotFound } from './api-error.ts'
import { checkLength, checkTitle } from './check-text.ts'
import { created, ok, repositoryOperation, type AnyOperation } from './operation.ts'

const reading = { app: ['pull_requests:read'], person: 'anyone' } as const

export const pullOperations: readonly AnyOperation[] = [
  repositoryOperation('pulls/list', reading, ({ world, repository, query }) => {
    const [headOwner, headBranch] = splitHead(query.head ?? '')
    const wanted = world
      .pulls(repository)
      .filter(
        ({ state, pull }) =>
          (query.state === 'all' || state === (query.state ?? 'open')) &&
          (query.base === undefined || pull.baseBranch === query.base) &&
          (query.head === undefined ||
            headOwner === null ||
            (same(pull.headOwner.login, headOwner) && pull.headBranch === headBranch)),
      )
    const key = query.sort === 'updated' ? 'updatedAt' : 'createdAt'
    const rising = [...wanted].sort((a, b) => a[key].localeCompare(b[key]) || a.number - b.number)
    const descending = query.direction === undefined ? key === 'createdAt' : query.direction === 'desc'
    return { list: (descending ? rising.reverse() : rising).map((issue) => pullShape(world, issue)) }
  }),

  repositoryOperation('pulls/get', reading, async ({ world, repository, params }) =>
    ok(await fullPullShape(world, findPull(repository, params.pull_number))),
  ),

  repositoryOperation('pulls/list-files', reading, async ({ world, repository, params }) => {
    const issue = findPull(repository, params.pull_number)
    const files = await pullFiles(issue)
    return { list: files.map((file) => fileShape(world.urls, repository, issue.pull.headSha, file)) }
  }),

  repositoryOperation('pulls/list-commits', reading, async ({ world, repository, params }) => {
    const issue = findPull(repository, params.pull_number)
    const ids = await repository.git.log(await pullBase(issue), issue.pull.headSha, 250)
    const commits = await Promise.all(ids.toReversed().map((id) => repository.git.commit(id)))
    return { list: commits.map((commit) => commitShape(world, repository, commit)) }
  }),

  repositoryOperation(
    'pulls/create',
    { app: ['pull_requests:write'], person: 'read' },
    async ({ github, world, repository, body, account }) => {
      const title = checkTitle('PullRequest', body.title)
      checkLength('PullRequest', 'body', body.body)
      const head = findHead(world, repository, body.head, body.head_repo)
      const issue = await openPull(github, {
        repository,
        ...head,
        base: body.base,
        title,
        body: body.body ?? null,
        draft: body.draft ?? false,
        maintainersMayPush: allowsMaintainers(world, repository, head, account, body.maintainer_can_modify),
        author: account,
      })
      return created(await fullPullShape(world, issue))
    },
  ),

  repositoryOperation(
    'pulls/update',
    { app: ['pull_requests:write'], person: 'read' },
    async ({ github, world, repository, params, body, account }) => {
      const issue = findPull(repository, params.pull_number)
      checkLength('PullRequest', 'body', body.body)
      if (
        account.type === 'User' &&
        account !== issue.author &&
        world.roleOf(account, repository) === 'read'
      ) {
        throw new ApiError(403, 'Must have write access to this repository')
      }
      if (body.base !== undefined) await retarget(github, issue, body.base, account)
      await editText(github, issue, body, account)
      if (body.maintainer_can_modify !== undefined) {
        const head = { headRepository: issue.pull.headRepository ?? repository }
        issue.pull.maintainersMayPush = allowsMaintainers(
          world,
          repository,
          head,
          account,
          body.maintainer_can_modify,
        )
      }
      if (body.state !== undefined && body.state !== issue.state)
        await setState(github, issue, body.state, account)
      return ok(await fullPullShape(world, issue))
    },
  ),

  repositoryOperation(
    'pulls/merge',
    { app: ['contents:write'], person: 'write' },
    async ({ github, repository, params, body, account }) => {
      const issue = findPull(repository, params.pull_number)
      const method = body.merge_method ?? 'merge'
      if (body.sha !== undefined && body.sha !== issue.pull.headSha) {
        throw new ApiError(409, 'Head branch was modified. Review and try the merge again.')
      }
      if (method === 'rebase') throw new ApiError(405, 'Rebase merges are not allowed on this repository.')
      const sha = await mergePull(github, issue, account, method, body.commit_title)
      return ok({ sha, merged: true, message: 'Pull Request successfully merged' })
    },
  ),
]

export function findPull(repository: Repository, number: number): PullIssue {
  const issue = orNotFound(repository.issues.get(number))
  if (!isPull(issue)) throw notFound()
  return issue
}

/** Makes a draft ready, or a ready one a draft. */
export async function setDraft(
  github: GitHub,
  issue: PullIssue,
  draft: boolean,
  sender: Account,
): Promise<void> {
  if (issue.pull.draft === draft) return
  issue.pull.draft = draft
  issue.updatedAt = github.world.timestamp()
  await emitPull(github, issue, draft ? 'converted_to_draft' : 'ready_for_review', sender)
}

async function openPull(
  github: GitHub,
  options: {
    readonly repository: Repository
    readonly headRepository: Repository
    readonly headBranch: string
    readonly base: string
    readonly title: string
    readonly body: string | null
    readonly draft: boolean
    readonly maintainersMayPush: boolean
    readonly author: Account
  },
): Promise<PullIssue> {
  const { world } = github
  const { repository, headRepository, headBranch, base } = options
  const headSha = await headRepository.git.readRef(`refs/heads/${headBranch}`)
  if (headSha === null) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  const baseSha = await repository.git.readRef(`refs/heads/${base}`)
  if (baseSha === null) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  const label = `${headRepository.owner.login}:${headBranch}`
  const twin = world
    .pulls(repository)
    .find(
      ({ state, pull }) =>
        state === 'open' &&
        pull.headRepository === headRepository &&
        pull.headBranch === headBranch &&
        pull.baseBranch === base,
    )
  if (twin !== undefined) throw custom(`A pull request already exists for ${label}.`)
  const number = world.nextNumber(repository)
  await repository.git.fetchFrom(headRepository.git, headSha, `refs/pull/${number}/head`)
  if (await repository.git.isAncestor(headSha, baseSha)) {
    await repository.git.deleteRef(`refs/pull/${number}/head`)
    throw custom(`No commits between ${base} and ${label}`)
  }
  const now = world.timestamp()
  const issue: PullIssue = {
    id: world.nextId(),
    number,
    repository,
    title: options.title,
    body: options.body,
    author: options.author,
    state: 'open',
    stateReason: null,
    labels: [],
    comments: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    pull: {
      id: world.nextId(),
      headRepository,
      headOwner: headRepository.owner,
      headBranch,
      headSha,
      baseBranch: base,
      baseSha,
      draft: options.draft,
      maintainersMayPush: options.maintainersMayPush,
      merged: null,
    },
  }
  repository.issues.set(number, issue)
  await emitPull(github, issue, 'opened', options.author)
  return issue
}

async function retarget(github: GitHub, issue: PullIssue, base: string, sender: Account): Promise<void> {
  const { pull, repository } = issue
  if (base === pull.baseBranch) return
  const sha = await repository.git.readRef(`refs/heads/${base}`)
  if (sha === null) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  const changes = { base: { ref: { from: pull.baseBranch }, sha: { from: pull.baseSha } } }
  Object.assign(pull, { baseBranch: base, baseSha: sha })
  await emitPull(github, issue, 'edited', sender, { changes })
}

async function editText(
  github: GitHub,
  issue: PullIssue,
  text: { readonly title?: string; readonly body?: string },
  sender: Account,
): Promise<void> {
  const changes: Record<string, { from: string }> = {}
  if (text.title !== undefined && text.title !== issue.title) {
    changes['title'] = { from: issue.title }
    issue.title = checkTitle('PullRequest', text.title)
  }
  if (text.body !== undefined && text.body !== issue.body) {
    changes['body'] = { from: issue.body ?? '' }
    issue.body = text.body
  }
  if (Object.keys(changes).length === 0) return
  issue.updatedAt = github.world.timestamp()
  await emitPull(github, issue, 'edited', sender, { changes })
}

export async function setState(
  github: GitHub,
  issue: PullIssue,
  state: 'open' | 'closed',
  sender: Account,
): Promise<void> {
  if (state === 'closed') {
    await closePull(github, issue, sender)
    return
  }
  const { pull } = issue
  if (pull.merged !== null) throw custom('state cannot be changed. The pull request was merged.')
  const head = (await pull.headRepository?.git.readRef(`refs/heads/${pull.headBranch}`)) ?? null
  if (head === null) throw custom(`state cannot be changed. The ${pull.headBranch} branch has been deleted.`)
  if (head !== pull.headSha && !(await pull.headRepository?.git.isAncestor(pull.headSha, head))) {
    throw custom(`state cannot be changed. The ${pull.headBranch} branch was force-pushed or recreated.`)
  }
  pull.headSha = head
  if (pull.headRepository !== null) {
    await issue.repository.git.fetchFrom(pull.headRepository.git, head, `refs/pull/${issue.number}/head`)
  }
  Object.assign(issue, { state: 'open', closedAt: null, closedBy: null, updatedAt: github.world.timestamp() })
  await emitPull(github, issue, 'reopened', sender)
}

/** A real three-way merge. */
async function mergePull(
  github: GitHub,
  issue: PullIssue,
  account: Account,
  method: 'merge' | 'squash',
  commitTitle: string | undefined,
): Promise<string> {
  const { pull, repository } = issue
  const { git } = repository
  if (issue.state === 'closed') throw new ApiError(405, 'Pull Request is not mergeable')
  if (pull.draft) throw new ApiError(405, 'Pull Request is still a draft')
  const ref = `refs/heads/${pull.baseBranch}`
  const before = orNotFound(await git.readRef(ref))
  const tree = await git.mergeTree(before, pull.headSha)
  if (tree === null) throw new ApiError(405, 'Pull Request is not mergeable')
  const title =
    method === 'merge'
      ? `Merge pull request #${issue.number} from ${pull.headOwner.login}/${pull.headBranch}`
      : `${issue.title} (#${issue.number})`
  const sha = await commitAs(github, repository, {
    tree,
    parents: method === 'merge' ? [before, pull.headSha] : [before],
    message: `${commitTitle ?? title}\n\n${issue.title}\n`,
    author: signatureOf(account, github.world.timestamp()),
    committer: null,
    signed: true,
  })
  await markMerged(github, issue, sha, account)
  await changeRef(github, repository, { ref, before, after: sha }, account)
  return sha
}

/** `branch` or `owner:branch`, as the API takes heads. */
function findHead(world: World, repository: Repository, head: string, headRepo: string | undefined) {
  const [owner, branch] = splitHead(head)
  const candidates = world
    .network(repository)
    .filter((one) => (owner === null ? one === repository : same(one.owner.login, owner)))
  const headRepository = candidates.find((one) => headRepo === undefined || same(one.name, headRepo))
  if (headRepository === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  return { headRepository, headBranch: branch }
}

/** Asked for by default; only a person's own fork can be opened so, and only by who may push there. */
function allowsMaintainers(
  world: World,
  repository: Repository,
  { headRepository }: { readonly headRepository: Repository },
  account: Account,
  asked = true,
): boolean {
  if (!asked || headRepository === repository || headRepository.owner.type !== 'User') return false
  if (!['write', 'admin'].includes(world.roleOf(account, headRepository)))
    throw custom("Fork collab can't be granted by someone without permission")
  return true
}

function splitHead(head: string): readonly [string | null, string] {
  const colon = head.indexOf(':')
  return colon < 0 ? [null, head] : [head.slice(0, colon), head.slice(colon + 1)]
}

function custom(message: string): ApiError {
  return invalid({ resource: 'PullRequest', code: 'custom', message })
}
