import type { PullRequest, RepositoryRef } from '../model/repository.ts'
import type { Repository } from '../model/ports.ts'
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
