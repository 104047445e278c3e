import { branchPullRequestsLink, pullRequestLink } from '../text/links.ts'
import type { PullRequestFacts } from './pull-request-facts.ts'

const prefix = 'nur-keeper/scaffold/'

/** The branch of a pull request's follow-up: one, and always the same. */
export function followUpBranch(pullRequest: number): string {
  return `${prefix}${pullRequest}`
}

/** The pull request that a follow-up branch belongs to, or null where it is not such a branch. */
export function followUpSource(branch: string): number | null {
  const number = branch.startsWith(prefix) ? branch.slice(prefix.length) : ''
  return /^[1-9]\d{0,9}$/.test(number) ? Number(number) : null
}

/** The follow-up's page, or before it has a number the list that will hold it. */
export function followUpLink(facts: PullRequestFacts): string {
  return facts.followUpNumber === null
    ? branchPullRequestsLink(facts.htmlUrl, followUpBranch(facts.number))
    : pullRequestLink(facts.htmlUrl, facts.followUpNumber)
}
