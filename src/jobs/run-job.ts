import type { JobOrigin, JobRequest } from '../model/job.ts'
import type { JobContext } from './context.ts'
import { reconcile, reconcileRepository } from './reconcile.ts'
import { refreshDocuments } from './refresh-documents.ts'
import { reportInstallation } from './report-installation.ts'
import { reviewHead } from './review-head.ts'
import { giveUpReview, reviewPullRequest } from './review-pull-request.ts'
import { acknowledgeCommands, giveUpCommands, runCommands } from './run-commands.ts'

/**
 * Does one job. Every job may run twice or be cut off anywhere: it looks first and writes only what differs.
 * @returns what was done, in one sentence for the log and the status page
 */
export async function runJob(
  context: JobContext,
  request: JobRequest,
  origin: JobOrigin,
  now: Date,
): Promise<string> {
  switch (request.type) {
    case 'review-pull-request':
      return await reviewPullRequest(context, request.repository, request.pullRequest)
    case 'review-head':
      return await reviewHead(context, request.repository, request.sha)
    case 'refresh-documents':
      return await refreshDocuments(context, request.repository)
    case 'acknowledge-commands':
      return await acknowledgeCommands(context, request)
    case 'run-commands':
      return await runCommands(context, request, origin)
    case 'report-installation':
      return await reportInstallation(context, request.repository)
    case 'reconcile-repository':
      return await reconcileRepository(context, request.repository)
    case 'reconcile':
      return await reconcile(context, now)
  }
}

/** Tells people about a job that is given up, where somebody waits for an answer. */
export async function giveUpJob(
  context: JobContext,
  request: JobRequest,
  origin: JobOrigin,
  failure: { readonly kind: string; readonly message: string },
): Promise<void> {
  if (request.type === 'run-commands') await giveUpCommands(context, request, origin, failure)
  if (request.type === 'review-pull-request') {
    await giveUpReview(context, request.repository, request.pullRequest, origin)
  }
}
