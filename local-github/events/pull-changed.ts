import type { GitHub } from '../github.ts'
import type { Account, PullIssue } from '../model.ts'
import { fullPullShape } from '../shapes/pull-request.ts'
import { emit } from './emit.ts'

/** Tells of a pull request. GitHub has not computed yet whether it can be merged. */
export async function emitPull(
  github: GitHub,
  issue: PullIssue,
  action: string,
  sender: Account,
  extra: object = {},
): Promise<void> {
  const shape = await fullPullShape(github.world, issue, false)
  emit(github, issue.repository, 'pull_request', action, sender, {
    number: issue.number,
    pull_request: shape,
    ...extra,
  })
}

export async function closePull(github: GitHub, issue: PullIssue, sender: Account): Promise<void> {
  const at = github.world.timestamp()
  Object.assign(issue, { state: 'closed', closedAt: at, closedBy: sender, updatedAt: at })
  await emitPull(github, issue, 'closed', sender)
}

/** @param sha the commit of the base branch that holds it */
export async function markMerged(
  github: GitHub,
  issue: PullIssue,
  sha: string,
  sender: Account,
): Promise<void> {
  issue.pull.merged = { at: github.world.timestamp(), by: sender, sha }
  await closePull(github, issue, sender)
}
