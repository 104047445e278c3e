import type { JobOrigin, JobRequest } from './job.ts'
import type { BranchPlan, CheckRunPlan, FileChange } from './plan.ts'
import type { PullRequest, RepositoryRef } from './repository.ts'
import type { Snapshot } from './snapshot.ts'

/** Takes jobs; resolves only once they are committed. */
export type JobQueue = {
  /** @returns how many are new: a delivery that was taken before adds none */
  enqueue(requests: readonly JobRequest[], origin: JobOrigin): Promise<number>
}

/** One repository, opened for one job. */
export type Repository = {
  readonly ref: RepositoryRef
  /** Its page, without a slash at the end. */
  readonly htmlUrl: string
  /** Login of the keeper: the author of all that it writes. */
  readonly keeper: string
  readonly history: History
  readonly pullRequests: PullRequests
  readonly branches: Branches
  readonly conversation: Conversation
  readonly checks: Checks
}

export type Forge = {
  /** @throws PermanentFault where the repository is gone, archived or disabled */
  open(ref: RepositoryRef): Promise<Repository>
  /** Every repository that the App is installed on. */
  repositories(): Promise<readonly RepositoryRef[]>
  /** Asks GitHub to send deliveries again that failed. @returns how many */
  redeliverFailed(): Promise<number>
}

/** Commits and their trees. */
export type History = {
  defaultBranch(): Promise<string>
  /** The commit a branch points at, or null where there is no such branch. */
  head(branch: string): Promise<string | null>
  /** The best common ancestor of two commits; null where they have none. */
  mergeBase(one: string, other: string): Promise<string | null>
  snapshot(commit: string): Promise<Snapshot>
}

export type PullRequests = {
  get(number: number): Promise<PullRequest | null>
  listOpen(): Promise<readonly PullRequest[]>
  /** Those of a branch of this repository, in any state, newest first. */
  ofBranch(branch: string): Promise<readonly PullRequest[]>
  /** Opens, reopens or edits the pull request of a branch so that it is as planned; writes only what differs. */
  ensure(plan: BranchPlan, options: { readonly reopen: boolean }): Promise<EnsuredPullRequest>
  close(number: number): Promise<void>
  /** Whether it was the keeper who closed it. */
  wasClosedByKeeper(number: number): Promise<boolean>
}

export type EnsuredPullRequest = {
  readonly pullRequest: PullRequest
  readonly change: 'opened' | 'reopened' | 'updated' | 'unchanged'
}

/** The keeper's own branches, and commits to the branch of a pull request. */
export type Branches = {
  /**
   * Makes a branch of the keeper's hold exactly the base plus the plan's files, by a commit on top of what is
   * there. A branch whose head is not the keeper's own commit is left alone, unless `takeOver`. `upToDate` wants
   * the base's commit in the branch even where its files need no change.
   */
  ensure(
    plan: BranchPlan,
    options: { readonly takeOver: boolean; readonly upToDate: boolean },
  ): Promise<EnsuredBranch>
  /** The head of a branch, and whether it is the keeper's own commit; null where there is no such branch. */
  inspect(branch: string): Promise<BranchHead | null>
  /** Adds one commit to the branch of a pull request, on exactly the head that it is given with. */
  commit(pull: PullRequest, files: readonly FileChange[], message: string): Promise<CommitOutcome>
  /** Deletes a branch of the keeper's; one with foreign commits is kept. @returns whether it is gone */
  remove(branch: string): Promise<boolean>
}

export type BranchHead =
  | { readonly type: 'own'; readonly sha: string }
  | { readonly type: 'foreign'; readonly sha: string; readonly author: string }

export type EnsuredBranch =
  | { readonly type: 'written' | 'unchanged'; readonly sha: string }
  | Extract<BranchHead, { readonly type: 'foreign' }>

export type CommitOutcome =
  | { readonly type: 'written' | 'unchanged'; readonly sha: string }
  | { readonly type: 'moved' }
  | { readonly type: 'refused'; readonly reason: string }

/** Where people talk: comments, reactions, issues, labels, and who may say what. */
export type Conversation = {
  /**
   * Makes the keeper's comment of this topic on an issue or pull request read so.
   * @param topic how its hidden marker begins after `nur-keeper:`, such as `comment`; one is added where the body
   * has none
   * @param body null: nothing to say; a comment that stands is made to read `settled`
   * @returns what it took
   */
  ensureComment(
    issue: number,
    topic: string,
    body: string | null,
    settled?: string,
  ): Promise<'created' | 'updated' | 'unchanged'>
  /** Adds a reaction to a comment; a second time changes nothing. */
  react(comment: number, reaction: 'eyes' | 'rocket' | 'confused'): Promise<void>
  permission(login: string): Promise<'admin' | 'write' | 'read' | 'none'>
  /**
   * Opens the issue of this topic (see above) unless there was one before.
   * @returns its number; null where the repository has no issues
   */
  ensureIssue(topic: string, title: string, body: string): Promise<number | null>
}

export type Checks = {
  /**
   * Makes the keeper's check run on that commit be as planned.
   * @param options.again report anew even where it is so already: GitHub leaves a run that is asked for again as it is,
   * and waits for another
   */
  ensure(
    plan: CheckRunPlan,
    options: { readonly again: boolean },
  ): Promise<'created' | 'updated' | 'unchanged'>
}

/** What the keeper remembers of a pull request it reviewed. */
export type ReviewRecord = {
  readonly headSha: string
  /** Packages that its follow-up adds modules for. */
  readonly scaffolded: readonly string[]
}

/** What the keeper remembers of a branch of its own. */
export type BranchRecord = {
  /** The keeper's last commit there. */
  readonly head: string
  /** The one before: what the branch points at when a crash came between record and write. */
  readonly previousHead: string | null
  readonly baseSha: string
  /** Of the files planned and what they replace. */
  readonly digest: string
  /** The pull request that the keeper closed itself: not declined by a person. */
  readonly closedByKeeper: number | null
}

/** What the keeper remembers between jobs, one value a key. All of it can be found again on GitHub when lost. */
export type Records<T> = {
  read(repository: RepositoryRef, key: string): Promise<T | null>
  write(repository: RepositoryRef, key: string, value: T): Promise<void>
  remove(repository: RepositoryRef, key: string): Promise<void>
}

/** The keeper's records, by what they are about. */
export type Store = {
  /** By number of the pull request. */
  readonly reviews: Records<ReviewRecord>
  /** By branch name. */
  readonly branches: Records<BranchRecord>
  /** Comment ids by `<issue>/<topic>`. */
  readonly comments: Records<{ readonly id: number; readonly digest: string }>
  /** Issue numbers by topic. */
  readonly issues: Records<{ readonly number: number }>
  /** Whether the keeper keeps still after its first report, under `quiet`. */
  readonly moods: Records<{ readonly quiet: boolean }>
  /** What title and body of a pull request were last written, by branch name. */
  readonly texts: Records<{ readonly digest: string }>
  /** The last config that was valid, by path. */
  readonly configs: Records<{ readonly text: string }>
}

/** For the log: fields first, then the message, as pino has it. */
export type Log = {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
