/** A repository the App is installed on, as a webhook names it. The id outlives a rename. */
export type RepositoryRef = {
  readonly installation: number
  readonly id: number
  readonly owner: string
  readonly name: string
}

/** A pull request as it is now, not as a webhook once described it. */
export type PullRequest = {
  readonly number: number
  readonly title: string
  readonly body: string
  /** Login of who opened it; `ghost` where the account is gone. */
  readonly author: string
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  readonly draft: boolean
  readonly headBranch: string
  readonly headSha: string
  /** Its head lies in another repository, or in one that is gone. */
  readonly fromFork: boolean
  /** Its author lets those who may push to the base push to this branch of the fork too; lists do not say it. */
  readonly maintainersMayPush: boolean
  /** Page of the repository that its head is in, without a slash at the end. */
  readonly headHtmlUrl: string
  readonly baseBranch: string
  /** The base branch as the pull request last saw it: before the merge, where it is merged. */
  readonly baseSha: string
  readonly labels: readonly string[]
}
