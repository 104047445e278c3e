import { TransientFault } from '../model/fault.ts'
import type {
  Branches,
  BranchHead,
  BranchRecord,
  CommitOutcome,
  EnsuredBranch,
  History,
} from '../model/ports.ts'
import type { BranchPlan, FileChange } from '../model/plan.ts'
import type { PullRequest } from '../model/repository.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { statusOf, unless, unlessMissing } from './client.ts'
import { digest } from './digest.ts'
import { readHead } from './history.ts'
import { pushToFork } from './push-to-fork.ts'
import type { RepositoryClient } from './repository-client.ts'
import { differingFiles, writeCommit } from './write-commit.ts'

/**
 * The keeper's branches. No update is ever forced: a new commit is put on top of what was seen, so that GitHub
 * itself refuses it where somebody pushed in between.
 */
export function openBranches(client: RepositoryClient, history: History): Branches {
  return {
    ensure: (plan, options) => ensureBranch(client, history, plan, options),
    inspect: async (branch) => {
      const head = await readHead(client, branch)
      return head === null ? null : await inspectHead(client, branch, head)
    },
    commit: (pull, files, message) => commitOnto(client, history, pull, { files, message }),
    remove: async (branch) => {
      const head = await readHead(client, branch)
      if (head !== null) {
        if (!(await isOwn(client, branch, head))) return false
        const ref = `heads/${branch}`
        await unless([404, 422], () => client.octokit.rest.git.deleteRef({ ...client.route, ref }))
      }
      return true
    },
  }
}

async function ensureBranch(
  client: RepositoryClient,
  history: History,
  plan: BranchPlan,
  { takeOver, upToDate }: { readonly takeOver: boolean; readonly upToDate: boolean },
): Promise<EnsuredBranch> {
  const records = client.store.branches
  const base = await history.snapshot(plan.baseSha)
  const wanted = digest(
    plan.files.map(({ path, content }) => [path, content, base.entries.get(path)?.hash ?? null]),
  )
  const head = await readHead(client, plan.branch)
  const record = await records.read(client.ref, plan.branch)
  if (head !== null && !takeOver) {
    const inspected = await inspectHead(client, plan.branch, head)
    if (inspected.type === 'foreign') return inspected
  }
  if (head !== null && (await holds(history, plan, head, record, wanted))) {
    const behind = upToDate && (await history.mergeBase(plan.baseSha, head)) !== plan.baseSha
    if (!behind) return { type: 'unchanged', sha: head }
  }
  const parents = head === null ? [plan.baseSha] : await parentsOnTop(history, head, plan.baseSha)
  const commit = await writeCommit(
    client,
    base,
    differingFiles(base.entries, plan.files),
    parents,
    plan.commitMessage,
  )
  // Recorded before the branch moves: after a crash in between, both the old and the new head are known as ours.
  await records.write(client.ref, plan.branch, {
    head: commit,
    previousHead: head,
    baseSha: plan.baseSha,
    digest: wanted,
    closedByKeeper: record?.closedByKeeper ?? null,
  })
  await point(client, plan.branch, head, commit)
  return { type: 'written', sha: commit }
}

/** The same files in place of the same files: a base that moved elsewhere is no reason for a commit. */
async function holds(
  history: History,
  plan: BranchPlan,
  head: string,
  record: BranchRecord | null,
  wanted: string,
): Promise<boolean> {
  if (record?.head === head) return record.digest === wanted
  const snapshot = await history.snapshot(head)
  return differingFiles(snapshot.entries, plan.files).length === 0
}

async function parentsOnTop(history: History, head: string, baseSha: string): Promise<readonly string[]> {
  return (await history.mergeBase(baseSha, head)) === baseSha ? [head] : [head, baseSha]
}

async function point(
  { octokit, route }: RepositoryClient,
  branch: string,
  head: string | null,
  commit: string,
): Promise<void> {
  try {
    if (head === null)
      await octokit.rest.git.createRef({ ...route, ref: `refs/heads/${branch}`, sha: commit })
    else await octokit.rest.git.updateRef({ ...route, ref: `heads/${branch}`, sha: commit, force: false })
  } catch (error) {
    if (statusOf(error) !== 422) throw error
    throw new TransientFault(`the branch ${branch} moved while it was written`, null, { cause: error })
  }
}

/** Adds one commit to somebody's branch, on exactly the head that was looked at. */
async function commitOnto(
  client: RepositoryClient,
  history: History,
  pull: PullRequest,
  change: { readonly files: readonly FileChange[]; readonly message: string },
): Promise<CommitOutcome> {
  const base = await history.snapshot(pull.headSha)
  const files = differingFiles(base.entries, change.files)
  if (files.length === 0) return { type: 'unchanged', sha: pull.headSha }
  return pull.fromFork
    ? await pushToFork(client, pull, base, files, change.message)
    : await commitHere(client, pull, base, files, change.message)
}

async function commitHere(
  client: RepositoryClient,
  { headBranch, headSha }: PullRequest,
  base: Snapshot,
  files: readonly FileChange[],
  message: string,
): Promise<CommitOutcome> {
  const { octokit, route } = client
  if ((await readHead(client, headBranch)) !== headSha) return { type: 'moved' }
  const commit = await writeCommit(client, base, files, [headSha], message)
  try {
    await octokit.rest.git.updateRef({ ...route, ref: `heads/${headBranch}`, sha: commit, force: false })
    return { type: 'written', sha: commit }
  } catch (error) {
    const status = statusOf(error)
    if (status !== 403 && status !== 409 && status !== 422) throw error
    if ((await readHead(client, headBranch)) !== headSha) return { type: 'moved' }
    return { type: 'refused', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function inspectHead(client: RepositoryClient, branch: string, head: string): Promise<BranchHead> {
  return (await isOwn(client, branch, head))
    ? { type: 'own', sha: head }
    : { type: 'foreign', sha: head, author: await authorOf(client, head) }
}

/**
 * Whether a head is the keeper's own last commit: the one it recorded. Without a record (a lost database) a commit
 * counts only where GitHub says that the App wrote it and signed it itself; an author's name alone proves nothing.
 */
async function isOwn(client: RepositoryClient, branch: string, head: string): Promise<boolean> {
  const record = await client.store.branches.read(client.ref, branch)
  if (record !== null) return head === record.head || head === record.previousHead
  const { octokit, route, identity } = client
  const commit = await unlessMissing(() => octokit.rest.repos.getCommit({ ...route, ref: head }))
  if (commit === null) return false
  const author: unknown = Reflect.get(Object(commit.data.author), 'login')
  return author === identity.login && commit.data.commit.verification?.verified === true
}

async function authorOf({ octokit, route }: RepositoryClient, commit: string): Promise<string> {
  const { data } = await octokit.rest.repos.getCommit({ ...route, ref: commit })
  const login: unknown = Reflect.get(Object(data.author), 'login')
  return typeof login === 'string' ? login : (data.commit.author?.name ?? 'somebody')
}
