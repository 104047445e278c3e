import type { JobOrigin } from '../model/job.ts'
import type { CheckRunPlan } from '../model/plan.ts'
import type { PullRequest, RepositoryRef } from '../model/repository.ts'
import type { Repository } from '../model/ports.ts'
import { checkRunName } from '../plan/pull-request/plan-check-run.ts'
import type { JobContext } from './context.ts'
import { leaveAlone } from './follow-up.ts'
import { isOwn } from './is-own.ts'
import { reviewOpenPullRequest } from './review-open-pull-request.ts'
import { Superseded } from './superseded.ts'
import { windUpFollowUp } from './wind-up-follow-up.ts'

/**
 * Brings everything about a pull request in line with its state.
 * @returns what was done, in one sentence
 */
export async function reviewPullRequest(
  context: JobContext,
  ref: RepositoryRef,
  number: number,
  { again = false }: { readonly again?: boolean } = {},
): Promise<string> {
  const repository = await context.forge.open(ref)
  const pull = await repository.pullRequests.get(number)
  if (pull === null) return 'there is no such pull request'
  try {
    if (isOwn(repository, pull)) return await reviewOwn(context, repository, pull, again)
    if (pull.state === 'closed') return await windUpFollowUp(context, repository, pull)
    return await reviewOpenPullRequest(context, repository, pull, { checkRunOnly: pull.draft, again })
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
    // Its own delivery may be late or lost.
    const request = { type: 'review-pull-request' as const, repository: ref, pullRequest: number }
    const delivery = `superseded:${ref.id}#${number}@${pull.headSha}:${pull.state}`
    await context.queue.enqueue([request], { delivery, event: 'superseded' })
    return `${error.message}: nothing written, to be reviewed anew`
  }
}

/** A pull request that cannot be reviewed is told so: a check run that never comes looks like one to wait for. */
export async function giveUpReview(
  context: JobContext,
  ref: RepositoryRef,
  number: number,
  origin: JobOrigin,
): Promise<void> {
  const repository = await context.forge.open(ref)
  const pull = await repository.pullRequests.get(number)
  if (pull?.state !== 'open') return
  const plan: CheckRunPlan = {
    name: checkRunName,
    headSha: pull.headSha,
    conclusion: 'neutral',
    title: 'Could not be reviewed',
    summary: `The keeper failed at this pull request several times. \`/recheck\` tries again; whoever runs the keeper finds the reason in its log under \`${origin.delivery.replaceAll('`', '')}\`.`,
    annotations: [],
  }
  await repository.checks.ensure(plan, { again: false })
}

/** The keeper judges its own pull requests as any other, but it does not talk to itself. */
async function reviewOwn(
  context: JobContext,
  repository: Repository,
  pull: PullRequest,
  again: boolean,
): Promise<string> {
  if (pull.state === 'closed') {
    if (!pull.merged) return 'closed: a person who closes it declines it'
    const gone = await repository.branches.remove(pull.headBranch)
    return gone ? 'merged, and its branch deleted' : 'merged; its branch holds commits of other people'
  }
  const head = await repository.branches.inspect(pull.headBranch)
  const summary = await reviewOpenPullRequest(context, repository, pull, { checkRunOnly: true, again })
  if (head?.type !== 'foreign' || !pull.headBranch.startsWith('nur-keeper/scaffold/')) return summary
  await leaveAlone(repository, context.templates, pull.number, head.author)
  return `${summary}; left alone since ${head.author} committed to it`
}
