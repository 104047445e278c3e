/** What is known of a pull request besides its two trees. */
export type PullRequestFacts = {
  readonly number: number
  /** Page of the repository that it is opened on, without a slash at the end. */
  readonly htmlUrl: string
  /** Page of the repository that its head is in: another one for a fork. */
  readonly headHtmlUrl: string
  readonly author: string
  readonly title: string
  readonly draft: boolean
  readonly baseBranch: string
  readonly baseSha: string
  readonly headSha: string
  /** Number of its follow-up, once it is opened. */
  readonly followUpNumber: number | null
}
