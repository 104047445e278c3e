import type { JobRequest } from '../model/job.ts'
import type { RepositoryRef } from '../model/repository.ts'
import { followUpSource } from '../plan/pull-request/follow-up-branch.ts'
import type { JobContext } from './context.ts'
import { isOwn } from './is-own.ts'

/** Finds what was missed while the keeper was away: asks for failed deliveries, and looks into every repository. */
export async function reconcile(context: JobContext, now: Date): Promise<string> {
  const redelivered = await context.forge.redeliverFailed()
  const repositories = await context.forge.repositories()
  const hour = now.toISOString().slice(0, 13)
  for (const repository of repositories) {
    const request: JobRequest = { type: 'reconcile-repository', repository }
    await context.queue.enqueue([request], {
      delivery: `reconcile:${repository.id}:${hour}`,
      event: 'reconcile',
    })
  }
  return `${redelivered} deliveries asked for again, ${repositories.length} repositories to look into`
}

/** Finds open pull requests whose head was never reviewed, and follow-ups whose source is closed. */
export async function reconcileRepository(context: JobContext, ref: RepositoryRef): Promise<string> {
  const repository = await context.forge.open(ref)
  const open = await repository.pullRequests.listOpen()
  const numbers = new Set(open.map(({ number }) => number))
  const wanted = new Set<number>()
  for (const pull of open) {
    const record = await context.store.reviews.read(ref, String(pull.number))
    if (record?.headSha !== pull.headSha) wanted.add(pull.number)
    const source = isOwn(repository, pull) ? followUpSource(pull.headBranch) : null
    if (source !== null && !numbers.has(source)) {
      // A follow-up that `/scaffold` opened from an issue has no pull request to depend on.
      const origin = await repository.pullRequests.get(source)
      if (origin?.state === 'closed' && (pull.draft || !origin.merged)) wanted.add(source)
    }
  }
  for (const pullRequest of wanted) {
    const head = open.find(({ number }) => number === pullRequest)?.headSha ?? 'closed'
    const delivery = `reconcile:${ref.id}#${pullRequest}@${head}`
    await context.queue.enqueue([{ type: 'review-pull-request', repository: ref, pullRequest }], {
      delivery,
      event: 'reconcile',
    })
  }
  return wanted.size === 0
    ? 'nothing was missed'
    : `to be reviewed: ${[...wanted].map((number) => `#${number}`).join(', ')}`
}
