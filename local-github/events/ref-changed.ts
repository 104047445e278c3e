import { emptyTree } from '../git/bare-repository.ts'
import type { GitHub } from '../github.ts'
import type { Account, CheckSuite, PullIssue, Repository } from '../model.ts'
import { checkSuitePayload } from '../shapes/check.ts'
import { webUrl } from '../shapes/repository.ts'
import { emit } from './emit.ts'
import { closePull, emitPull, markMerged } from './pull-changed.ts'

export type RefChange = {
  /** `refs/heads/main` */
  readonly ref: string
  /** null: it was created. */
  readonly before: string | null
  /** null: it was deleted. */
  readonly after: string | null
}

const nothing = '0'.repeat(40)
/** GitHub tells of so many commits in one push event. */
const commitLimit = 2048

/** Everything that follows from a branch or tag that moved, whoever moved it and however. */
export async function refChanged(
  github: GitHub,
  repository: Repository,
  change: RefChange,
  sender: Account,
): Promise<void> {
  if (change.before === change.after || change.ref.startsWith('refs/pull/')) return
  repository.pushedAt = github.world.timestamp()
  await emitPush(github, repository, change, sender)
  if (!change.ref.startsWith('refs/heads/')) return
  const branch = change.ref.slice('refs/heads/'.length)
  if (change.after !== null)
    await startCheckSuite(github, repository, branch, change.before, change.after, sender)
  await followHeads(github, repository, branch, change, sender)
  await followBases(github, repository, branch, change.after, sender)
}

async function emitPush(
  github: GitHub,
  repository: Repository,
  { ref, before, after }: RefChange,
  sender: Account,
): Promise<void> {
  const { git } = repository
  const forced = before !== null && after !== null && !(await git.isAncestor(before, after))
  const name = ref.replace(/^refs\/(heads|tags)\//, '')
  const isTag = ref.startsWith('refs/tags/')
  const known = before ?? (await git.readRef(`refs/heads/${repository.defaultBranch}`))
  const commits =
    after === null || isTag
      ? []
      : await Promise.all(
          (await git.log(known === after ? null : known, after, commitLimit))
            .toReversed()
            .map((sha) => pushedCommit(github, repository, sha)),
        )
  const type = { ref: name, ref_type: isTag ? 'tag' : 'branch', pusher_type: 'user' }
  if (before === null) {
    const payload = { ...type, master_branch: repository.defaultBranch, description: repository.description }
    emit(github, repository, 'create', null, sender, payload)
  }
  if (after === null) emit(github, repository, 'delete', null, sender, type)
  emit(github, repository, 'push', null, sender, {
    ref,
    before: before ?? nothing,
    after: after ?? nothing,
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    compare: `${webUrl(github.world.urls, repository)}/compare/${before ?? nothing}...${after ?? nothing}`,
    commits: before === null ? [] : commits,
    head_commit:
      after === null ? null : await pushedCommit(github, repository, await commitOf(repository, after)),
    pusher: { name: sender.login, email: sender.email },
  })
}

/** An annotated tag leads to its commit. */
async function commitOf(repository: Repository, sha: string): Promise<string> {
  return (await repository.git.resolveCommit(sha)) ?? sha
}

async function pushedCommit({ world }: GitHub, repository: Repository, sha: string) {
  const { git } = repository
  const commit = await git.commit(sha)
  const parent = commit.parents[0] ?? emptyTree
  const files = await git.diff(parent, sha)
  const paths = (status: string): readonly string[] =>
    files.filter((file) => file.status === status).map(({ path }) => path)
  const person = ({ name, email }: { readonly name: string; readonly email: string }) => {
    const account = world.accountOfEmail(email)
    return { name, email, ...(account === null ? {} : { username: account.login }) }
  }
  return {
    id: sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${webUrl(world.urls, repository)}/commit/${sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: [...paths('added'), ...paths('renamed')],
    removed: [...paths('removed'), ...files.flatMap(({ previousPath }) => previousPath ?? [])],
    modified: paths('modified'),
  }
}

/** GitHub opens a suite for every push, for every App that may write checks. */
async function startCheckSuite(
  github: GitHub,
  repository: Repository,
  branch: string,
  before: string | null,
  headSha: string,
  sender: Account,
): Promise<void> {
  const { world } = github
  if (world.installationOf(repository) === null || world.app.permissions['checks'] !== 'write') return
  if (repository.checkSuites.some((suite) => suite.headSha === headSha)) return
  const suite = addCheckSuite(github, repository, headSha, branch, before)
  emit(github, repository, 'check_suite', 'requested', sender, {
    check_suite: await checkSuitePayload(world, suite),
  })
}

export function addCheckSuite(
  { world }: GitHub,
  repository: Repository,
  headSha: string,
  headBranch: string | null,
  before: string | null,
): CheckSuite {
  const createdAt = world.timestamp()
  const suite = {
    id: world.nextId(),
    repository,
    headSha,
    headBranch,
    before,
    createdAt,
    updatedAt: createdAt,
  }
  repository.checkSuites.push(suite)
  return suite
}

/** The head of a pull request is its branch, in this repository or in a fork. */
async function followHeads(
  github: GitHub,
  repository: Repository,
  branch: string,
  { before, after }: RefChange,
  sender: Account,
): Promise<void> {
  const pulls = openPulls(
    github,
    ({ pull }) => pull.headRepository === repository && pull.headBranch === branch,
  )
  for (const issue of pulls) {
    if (after === null) {
      await closePull(github, issue, sender)
      continue
    }
    issue.pull.headSha = after
    issue.pull.baseSha =
      (await issue.repository.git.readRef(`refs/heads/${issue.pull.baseBranch}`)) ?? issue.pull.baseSha
    await issue.repository.git.fetchFrom(repository.git, after, `refs/pull/${issue.number}/head`)
    issue.updatedAt = github.world.timestamp()
    await emitPull(github, issue, 'synchronize', sender, { before: before ?? nothing, after })
  }
}

/** A base that comes to hold the head has merged it; a base that goes away closes it. */
async function followBases(
  github: GitHub,
  repository: Repository,
  branch: string,
  after: string | null,
  sender: Account,
): Promise<void> {
  const pulls = openPulls(
    github,
    (issue) => issue.repository === repository && issue.pull.baseBranch === branch,
  )
  for (const issue of pulls) {
    if (after === null) await closePull(github, issue, sender)
    else if (await repository.git.isAncestor(issue.pull.headSha, after)) {
      await markMerged(github, issue, after, sender)
    }
  }
}

function openPulls({ world }: GitHub, wanted: (issue: PullIssue) => boolean): readonly PullIssue[] {
  return world.repositories
    .flatMap((repository) => world.pulls(repository))
    .filter((issue) => issue.state === 'open' && wanted(issue))
}
