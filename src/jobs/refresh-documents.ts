import type { BranchPlan } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import type { Repository } from '../model/ports.ts'
import type { RepositoryRef } from '../model/repository.ts'
import type { Sentence } from '../plan/message/command-messages.ts'
import { documentsBranch } from '../plan/pull-request/plan-documents-pull-request.ts'
import type { JobContext } from './context.ts'
import { isQuiet } from './report-installation.ts'
import { readSettings } from './read-settings.ts'

export type DocumentsOutcome = {
  readonly type:
    'broken' | 'off' | 'current' | 'withdrawn' | 'declined' | 'foreign' | 'opened' | 'updated' | 'unchanged'
  /** Of the documents pull request that is open now. */
  readonly number: number | null
  /** What happened. */
  readonly sentences: readonly Sentence[]
}

/** Follows a push to the default branch. */
export async function refreshDocuments(context: JobContext, ref: RepositoryRef): Promise<string> {
  const repository = await context.forge.open(ref)
  if (await isQuiet(context, repository)) return 'quiet until the repository opts in or a pull request comes'
  const { sentences } = await ensureDocuments(context, repository, { asked: false })
  return sentences
    .map(({ pullRequest, text }) => (pullRequest === null ? text : `#${pullRequest} ${text}`))
    .join(' ')
}

/**
 * Brings the one rolling documents pull request in line with the default branch.
 * @param asked by a person: then one that was closed is opened again
 */
export async function ensureDocuments(
  context: JobContext,
  repository: Repository,
  { asked }: { readonly asked: boolean },
): Promise<DocumentsOutcome> {
  const { config, snapshot, branch } = await readSettings(repository, context.store)
  if (!config.documents.enabled) return outcome('off', null, 'Documents are switched off in the config.')
  const { branch: plan, problems } = await context.planner.planDocuments({ snapshot, branch, config })
  if (plan === null && problems.length > 0) {
    return { type: 'broken', number: null, sentences: describeProblems(problems) }
  }
  if (plan === null) return await withdrawDocuments(repository)
  if (!asked && (await wasDeclined(repository, plan))) {
    return outcome('declined', null, 'A person closed the pull request with these very documents.')
  }
  const ensured = await repository.branches.ensure(plan, { takeOver: false, upToDate: false })
  if (ensured.type === 'foreign') {
    const reason = `The branch \`${plan.branch}\` holds a commit of \`${ensured.author}\`, so it is left alone: merge it, or delete it.`
    return outcome('foreign', null, reason)
  }
  const { pullRequest, change } = await repository.pullRequests.ensure(plan, { reopen: asked })
  const { number } = pullRequest
  if (change === 'opened' || change === 'reopened') {
    return outcome('opened', number, 'brings the documents up to date.')
  }
  return change === 'updated' || ensured.type === 'written'
    ? outcome('updated', number, 'was brought up to date.')
    : outcome('unchanged', number, 'has the documents already.')
}

/** With a number, the sentence is about that pull request. */
function outcome(type: DocumentsOutcome['type'], number: number | null, text: string): DocumentsOutcome {
  return { type, number, sentences: [{ pullRequest: number, text }] }
}

/** Documents that cannot be written, each with its place and what to do. */
export function describeProblems(problems: readonly Problem[]): readonly Sentence[] {
  return problems.slice(0, 5).map(({ path, line, message, remedy }) => ({
    pullRequest: null,
    text: `\`${path.replaceAll('`', '')}\`, line ${line}: ${message} ${remedy}`,
  }))
}

/** Nothing differs: the pull request has nothing left to do. */
async function withdrawDocuments(repository: Repository): Promise<DocumentsOutcome> {
  const current = { pullRequest: null, text: 'Every document is up to date.' }
  const open = (await repository.pullRequests.ofBranch(documentsBranch)).find(({ state }) => state === 'open')
  const head = await repository.branches.inspect(documentsBranch)
  if (head?.type === 'foreign') return { type: 'current', number: open?.number ?? null, sentences: [current] }
  if (open !== undefined) await repository.pullRequests.close(open.number)
  await repository.branches.remove(documentsBranch)
  if (open === undefined) return { type: 'current', number: null, sentences: [current] }
  const closed = { pullRequest: open.number, text: 'is closed.' }
  return { type: 'withdrawn', number: null, sentences: [current, closed] }
}

/** Closed by a person with the same content: the same is not proposed again. */
async function wasDeclined(repository: Repository, plan: BranchPlan): Promise<boolean> {
  const [latest] = await repository.pullRequests.ofBranch(plan.branch)
  if (latest === undefined || latest.state === 'open' || latest.merged) return false
  if (await repository.pullRequests.wasClosedByKeeper(latest.number)) return false
  const closed = await repository.history.snapshot(latest.headSha)
  return plan.files.every(({ path, content }) => closed.readText(path) === content)
}
