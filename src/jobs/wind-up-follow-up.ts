import type { Repository } from '../model/ports.ts'
import type { PullRequest } from '../model/repository.ts'
import type { JobContext } from './context.ts'
import { proposeFollowUp, readFollowUp, sayOnce, withdrawFollowUp, type FollowUpState } from './follow-up.ts'
import { followUpBranch } from '../plan/pull-request/follow-up-branch.ts'
import { readSettings } from './read-settings.ts'
import { factsOf } from './review-open-pull-request.ts'

/** Ends or finishes the follow-up of a pull request that is closed. */
export async function windUpFollowUp(
  context: JobContext,
  repository: Repository,
  pull: PullRequest,
): Promise<string> {
  const followUp = await readFollowUp(repository, pull.number)
  return pull.merged
    ? await finishFollowUp(context, repository, pull, followUp)
    : await closeFollowUp(context, repository, pull, followUp)
}

/** Closed unmerged: what depends on it goes too, unless people worked on it. */
async function closeFollowUp(
  { templates }: JobContext,
  repository: Repository,
  pull: PullRequest,
  { open }: FollowUpState,
): Promise<string> {
  if (open === null) {
    // After a crash between closing and deleting, or where a person closed it first.
    await repository.branches.remove(followUpBranch(pull.number))
    return 'closed without being merged; no follow-up is open'
  }
  const note = { type: 'closed' as const, pullRequest: pull.number }
  const ended = await withdrawFollowUp(repository, templates, open, note)
  return ended === 'closed'
    ? `closed without being merged, and so is its follow-up #${open.number}`
    : `closed without being merged; its follow-up #${open.number} holds commits of other people and is kept`
}

/** Merged: the follow-up is rebuilt on the base branch and made ready. */
async function finishFollowUp(
  context: JobContext,
  repository: Repository,
  pull: PullRequest,
  followUp: FollowUpState,
): Promise<string> {
  const { store, queue } = context
  const { ref, history } = repository
  const settings = await readSettings(repository, store)
  if (pull.baseBranch === settings.branch) {
    const delivery = `merged:${ref.id}#${pull.number}@${pull.headSha}`
    await queue.enqueue([{ type: 'refresh-documents', repository: ref }], { delivery, event: 'merged' })
  }
  if (!settings.config.pullRequests.followUps) return 'merged; follow-ups are switched off'
  if (followUp.declined) return 'merged; its follow-up was declined'
  if (followUp.open === null && followUp.known) return 'merged; its follow-up is done'
  const targetSha = await history.head(pull.baseBranch)
  if (targetSha === null) return `merged; the base branch ${pull.baseBranch} is gone`
  const packages = await packagesOf(context, repository, pull, settings.config)
  if (packages.length === 0 && followUp.open === null) return 'merged; it needs no follow-up'
  const target = await history.snapshot(targetSha)
  const planned = await context.planner.planScaffold({
    facts: { number: pull.number, htmlUrl: repository.htmlUrl },
    source: target,
    target,
    targetBranch: pull.baseBranch,
    packages,
    draft: false,
    config: settings.config,
  })
  return await makeReady(context, repository, pull, followUp, planned.branch)
}

async function makeReady(
  { templates }: JobContext,
  repository: Repository,
  pull: PullRequest,
  { open }: FollowUpState,
  plan: Parameters<typeof proposeFollowUp>[2] | null,
): Promise<string> {
  if (plan === null) {
    if (open === null) return 'merged; nothing is left to scaffold'
    const note = { type: 'not-needed' as const, pullRequest: pull.number }
    const ended = await withdrawFollowUp(repository, templates, open, note)
    return ended === 'closed'
      ? `merged; its follow-up #${open.number} is not needed any more and closed`
      : `merged; its follow-up #${open.number} holds commits of other people and is kept`
  }
  const options = { takeOver: false, reopen: false, upToDate: true }
  const outcome = await proposeFollowUp(repository, templates, plan, options)
  if (outcome.type === 'foreign') {
    // People's commits stay as they are; only the draft ends.
    if (outcome.number !== null) await repository.pullRequests.ensure(plan, { reopen: false })
    return `merged; its follow-up is left to ${outcome.author}, and ready`
  }
  if (open !== null) {
    const note = { type: 'ready' as const, pullRequest: pull.number, baseBranch: pull.baseBranch }
    await sayOnce(repository, templates, outcome.number, note)
  }
  return `merged; its follow-up #${outcome.number} is up to date and ready`
}

/** The packages that the follow-up is for: remembered, or found again from what the pull request changed. */
async function packagesOf(
  { store, planner }: JobContext,
  repository: Repository,
  pull: PullRequest,
  config: Parameters<typeof planner.planPullRequest>[0]['config'],
): Promise<readonly string[]> {
  const record = await store.reviews.read(repository.ref, String(pull.number))
  if (record?.headSha === pull.headSha) return record.scaffolded
  const { history } = repository
  const baseSha = (await history.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha
  const [base, head] = [await history.snapshot(baseSha), await history.snapshot(pull.headSha)]
  const facts = factsOf(repository, pull, baseSha, { open: null, declined: false, known: false })
  const plan = await planner.planPullRequest({
    facts,
    base,
    head,
    target: base,
    config,
    configProblems: [],
    notes: [],
  })
  return plan.scaffolded
}
