import type { Command } from './command.ts'
import type { RepositoryRef } from './repository.ts'

/**
 * What is to be done. A job names its subject and reads the state of that subject when it runs: deliveries
 * may come twice, late, or in the wrong order, and the outcome is the same.
 */
export type JobRequest =
  /** Bring everything about a pull request in line with its state: review it, or wind up its follow-up. */
  | { readonly type: 'review-pull-request'; readonly repository: RepositoryRef; readonly pullRequest: number }
  /** Review the open pull requests whose head is this commit. */
  | { readonly type: 'review-head'; readonly repository: RepositoryRef; readonly sha: string }
  /** Bring the one rolling documents pull request in line with the default branch. */
  | { readonly type: 'refresh-documents'; readonly repository: RepositoryRef }
  /** Show at once that a command was seen. */
  | {
      readonly type: 'acknowledge-commands'
      readonly repository: RepositoryRef
      readonly comment: number
      readonly commands: readonly Command[]
    }
  | {
      readonly type: 'run-commands'
      readonly repository: RepositoryRef
      /** Number of the issue or pull request that the comment is on. */
      readonly issue: number
      readonly onPullRequest: boolean
      readonly comment: number
      readonly author: string
      readonly commands: readonly Command[]
    }
  /** First report, as an issue. */
  | { readonly type: 'report-installation'; readonly repository: RepositoryRef }
  /** Find what was missed, in one repository. */
  | { readonly type: 'reconcile-repository'; readonly repository: RepositoryRef }
  /** Find what was missed: failed deliveries, and every repository. */
  | { readonly type: 'reconcile' }

export type JobType = JobRequest['type']

/** Where a job comes from: for idempotency, and for whoever reads the log. */
export type JobOrigin = {
  /** `X-GitHub-Delivery`, or a name that is the same whenever the same cause recurs. */
  readonly delivery: string
  /** `pull_request.opened`, `start-up`, … */
  readonly event: string
}

/** How the queue treats a request. */
export type JobHandling = {
  /** Jobs of one lane run strictly one at a time. */
  readonly lane: string
  /** A newer job with the same key takes the place of one that still waits; null where every job counts. */
  readonly replaces: string | null
  /** Waits a moment for a newer one to replace it: events come in bursts. */
  readonly debounced: boolean
}

/** Which jobs exclude or replace each other: one at a time in a repository, the newest for a pull request. */
export function handlingOf(request: JobRequest): JobHandling {
  if (request.type === 'reconcile') return { lane: 'reconcile', replaces: 'reconcile', debounced: false }
  const lane = `repository:${request.repository.id}`
  switch (request.type) {
    case 'review-pull-request':
      return {
        lane,
        replaces: `${lane}:review:${request.pullRequest}`,
        debounced: true,
      }
    case 'review-head':
      return { lane, replaces: `${lane}:head:${request.sha}`, debounced: false }
    case 'refresh-documents':
      return { lane, replaces: `${lane}:documents`, debounced: true }
    case 'reconcile-repository':
      return { lane, replaces: `${lane}:reconcile`, debounced: false }
    case 'report-installation':
      return { lane, replaces: `${lane}:report`, debounced: false }
    case 'run-commands':
      return { lane, replaces: null, debounced: false }
    case 'acknowledge-commands':
      // A lane of its own: the sign that a command was seen must not wait for a review to end.
      return { lane: `comment:${request.comment}`, replaces: null, debounced: false }
  }
}

/** `review-pull-request tangled/nur#12`: a job's subject in words, for people. */
export function describeJob(request: JobRequest): string {
  if (request.type === 'reconcile') return request.type
  const repository = `${request.repository.owner}/${request.repository.name}`
  switch (request.type) {
    case 'review-pull-request':
      return `${request.type} ${repository}#${request.pullRequest}`
    case 'run-commands':
      return `${request.type} ${repository}#${request.issue} (${request.commands.map(({ name }) => `/${name}`).join(' ')})`
    case 'review-head':
      return `${request.type} ${repository}@${request.sha.slice(0, 12)}`
    default:
      return `${request.type} ${repository}`
  }
}
