import { emit } from '../events/emit.ts'
import { emitPull } from '../events/pull-changed.ts'
import type { GitHub } from '../github.ts'
import { isPull, type Account, type Issue, type Label, type Repository } from '../model.ts'
import { fullIssueShape, issueShape, labelShape } from '../shapes/issue.ts'
import { same } from '../world.ts'
import { ApiError, orNotFound } from './api-error.ts'
import { checkLength, checkTitle } from './check-text.ts'
import { created, ok, repositoryOperation, type AnyOperation } from './operation.ts'
import { setState } from './pull-requests.ts'

const reading = { app: ['issues:read', 'pull_requests:read'], person: 'anyone' } as const
const writing = { app: ['issues:write', 'pull_requests:write'], person: 'read' } as const

export const issueOperations: readonly AnyOperation[] = [
  repositoryOperation(
    'issues/list-for-repo',
    { ...reading, app: ['issues:read'] },
    ({ world, repository, query }) => {
      const wanted = [...repository.issues.values()].filter(
        ({ state, author }) =>
          (query.state === 'all' || state === (query.state ?? 'open')) &&
          (query.creator === undefined || same(author.login, query.creator)),
      )
      return { list: wanted.toReversed().map((issue) => issueShape(world, issue)) }
    },
  ),

  repositoryOperation(
    'issues/create',
    { ...writing, app: ['issues:write'] },
    ({ github, world, repository, body, account }) => {
      const title = checkTitle('Issue', body.title)
      checkLength('Issue', 'body', body.body)
      const now = world.timestamp()
      const issue: Issue = {
        id: world.nextId(),
        number: world.nextNumber(repository),
        repository,
        title,
        body: body.body ?? null,
        author: account,
        state: 'open',
        stateReason: null,
        labels: (body.labels ?? []).map((label) =>
          findLabel(github, repository, typeof label === 'string' ? label : (label.name ?? '')),
        ),
        comments: [],
        createdAt: now,
        updatedAt: now,
        closedAt: null,
        closedBy: null,
        pull: null,
      }
      repository.issues.set(issue.number, issue)
      emit(github, repository, 'issues', 'opened', account, { issue: issueShape(world, issue) })
      return created(fullIssueShape(world, issue))
    },
  ),

  repositoryOperation('issues/get', reading, ({ world, repository, params }) =>
    ok(fullIssueShape(world, findIssue(repository, params.issue_number))),
  ),

  repositoryOperation(
    'issues/update',
    writing,
    async ({ github, world, repository, params, body, account }) => {
      const issue = findIssue(repository, params.issue_number)
      if (
        account.type === 'User' &&
        account !== issue.author &&
        world.roleOf(account, repository) === 'read'
      ) {
        throw new ApiError(403, 'Must have write access to this repository')
      }
      checkLength('Issue', 'body', body.body)
      const changes: Record<string, { from: string }> = {}
      if (body.title !== undefined && body.title !== null) {
        changes['title'] = { from: issue.title }
        issue.title = checkTitle('Issue', body.title)
      }
      if (body.body !== undefined) {
        changes['body'] = { from: issue.body ?? '' }
        issue.body = body.body
      }
      if (Object.keys(changes).length > 0) await emitIssue(github, issue, 'edited', account, { changes })
      if (body.state !== undefined && body.state !== issue.state)
        await changeState(github, issue, body.state, account)
      issue.updatedAt = world.timestamp()
      return ok(fullIssueShape(world, issue))
    },
  ),

  repositoryOperation(
    'issues/add-labels',
    { ...writing, person: 'write' },
    async ({ github, world, repository, params, body, account }) => {
      const issue = findIssue(repository, params.issue_number)
      for (const name of labelNames(body)) {
        const label = findLabel(github, repository, name)
        if (issue.labels.includes(label)) continue
        issue.labels.push(label)
        await emitIssue(github, issue, 'labeled', account, {
          label: labelShape(world.urls, repository, label),
        })
      }
      return ok(issue.labels.map((label) => labelShape(world.urls, repository, label)))
    },
  ),

  repositoryOperation('issues/list-labels-on-issue', reading, ({ world, repository, params }) => ({
    list: findIssue(repository, params.issue_number).labels.map((label) =>
      labelShape(world.urls, repository, label),
    ),
  })),

  repositoryOperation(
    'issues/remove-label',
    { ...writing, person: 'write' },
    async ({ github, world, repository, params, account }) => {
      const issue = findIssue(repository, params.issue_number)
      const label = issue.labels.find(({ name }) => same(name, params.name))
      if (label === undefined) throw new ApiError(404, 'Label does not exist')
      issue.labels = issue.labels.filter((one) => one !== label)
      await emitIssue(github, issue, 'unlabeled', account, {
        label: labelShape(world.urls, repository, label),
      })
      return ok(issue.labels.map((one) => labelShape(world.urls, repository, one)))
    },
  ),
]

export function findIssue(repository: Repository, number: number): Issue {
  return orNotFound(repository.issues.get(number))
}

/** The same change is an event of issues, or of pull requests where it is one. */
async function emitIssue(
  github: GitHub,
  issue: Issue,
  action: string,
  sender: Account,
  extra: object,
): Promise<void> {
  if (isPull(issue)) await emitPull(github, issue, action, sender, extra)
  else
    emit(github, issue.repository, 'issues', action, sender, {
      issue: issueShape(github.world, issue),
      ...extra,
    })
}

async function changeState(
  github: GitHub,
  issue: Issue,
  state: 'open' | 'closed',
  sender: Account,
): Promise<void> {
  if (isPull(issue)) {
    await setState(github, issue, state, sender)
    return
  }
  const closed = state === 'closed'
  Object.assign(issue, {
    state,
    stateReason: closed ? 'completed' : 'reopened',
    closedAt: closed ? github.world.timestamp() : null,
    closedBy: closed ? sender : null,
  })
  await emitIssue(github, issue, closed ? 'closed' : 'reopened', sender, {})
}

/** A label that is used before it exists is made. */
function findLabel({ world }: GitHub, repository: Repository, name: string): Label {
  const standing = repository.labels.get(name.toLowerCase())
  if (standing !== undefined) return standing
  const label = { id: world.nextId(), name, color: 'ededed', description: null }
  repository.labels.set(name.toLowerCase(), label)
  return label
}

function labelNames(body: unknown): readonly string[] {
  const labels: unknown = Array.isArray(body) ? body : Reflect.get(Object(body), 'labels')
  return (Array.isArray(labels) ? labels : []).map((label: unknown) =>
    typeof label === 'string' ? label : String(Reflect.get(Object(label), 'name')),
  )
}
