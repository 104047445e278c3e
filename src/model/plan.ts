import type { Problem } from './problem.ts'

/** One file to write or delete, with its finished text. */
export type FileChange = { readonly path: string; readonly content: string | null }

/** The check run on a head commit: conclusion, summary and annotations, as finished text. */
export type CheckRunPlan = {
  readonly name: string
  readonly headSha: string
  readonly conclusion: 'success' | 'failure' | 'neutral'
  readonly title: string
  readonly summary: string
  readonly annotations: readonly Problem[]
}

/** The one comment on a pull request. A null body means: say nothing, and let a comment that stands say that it is settled. */
export type CommentPlan = {
  readonly pullRequest: number
  readonly body: string | null
  /** What replaces a comment that is there while there is nothing to say any more. */
  readonly settledBody: string
}

/** A branch of the keeper's with the files on it, and its pull request. */
export type BranchPlan = {
  readonly branch: string
  readonly base: string
  /** Commit that the branch starts from. */
  readonly baseSha: string
  readonly files: readonly FileChange[]
  readonly commitMessage: string
  readonly title: string
  readonly body: string
  readonly draft: boolean
  readonly labels: readonly string[]
}

/** The writes to make for one change, as data. `nur-keeper plan` prints it; the App applies it. */
export type Plan = {
  readonly checkRun: CheckRunPlan | null
  readonly comment: CommentPlan | null
  readonly followUp: BranchPlan | null
  readonly documents: BranchPlan | null
  /** Why something a reader may expect is not in the plan. */
  readonly notes: readonly string[]
}
