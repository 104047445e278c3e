import type { BareRepository } from './git/bare-repository.ts'

/** What this GitHub knows besides git: plain mutable records. How the API shows them is told in `shapes/`. */
export type Account = {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Organization' | 'Bot'
  readonly name: string
  readonly email: string
  /** What a person authenticates with, for the API and for git. */
  readonly token: string | null
}

export type Role = 'none' | 'read' | 'write' | 'admin'

/** `contents` → `write`, as in the manifest of an App. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>

export type App = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly owner: Account
  readonly bot: Account
  readonly permissions: Permissions
  readonly events: readonly string[]
  readonly publicKey: string
  readonly privateKey: string
  readonly webhookSecret: string
  webhookUrl: string | null
  readonly createdAt: string
}

export type Installation = {
  readonly id: number
  readonly account: Account
  /** null: all repositories of the account. */
  readonly repositories: Set<Repository> | null
  readonly createdAt: string
  suspendedAt: string | null
}

export type InstallationToken = {
  readonly token: string
  readonly installation: Installation
  readonly permissions: Permissions
  /** Ids; null: all that the installation has. */
  readonly repositories: ReadonlySet<number> | null
  readonly expiresAt: Date
}

export type Repository = {
  readonly id: number
  readonly owner: Account
  name: string
  readonly formerNames: Set<string>
  readonly isPrivate: boolean
  archived: boolean
  readonly description: string | null
  readonly defaultBranch: string
  readonly parent: Repository | null
  readonly git: BareRepository
  /** By account id; the owner is an admin anyway. */
  readonly collaborators: Map<number, Role>
  readonly issues: Map<number, Issue>
  readonly labels: Map<string, Label>
  readonly checkSuites: CheckSuite[]
  readonly checkRuns: CheckRun[]
  /** Commits that this GitHub made itself and signed. */
  readonly signedCommits: Set<string>
  readonly createdAt: string
  updatedAt: string
  pushedAt: string
}

export type Issue = {
  readonly id: number
  readonly number: number
  readonly repository: Repository
  title: string
  body: string | null
  readonly author: Account
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'reopened' | null
  labels: Label[]
  readonly comments: Comment[]
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
  closedBy: Account | null
  readonly pull: Pull | null
}

export type Pull = {
  readonly id: number
  /** null where the fork is gone. */
  readonly headRepository: Repository | null
  readonly headOwner: Account
  readonly headBranch: string
  headSha: string
  baseBranch: string
  baseSha: string
  draft: boolean
  /** "Allow edits by maintainers": of a person's fork alone. */
  maintainersMayPush: boolean
  merged: { readonly at: string; readonly by: Account; readonly sha: string } | null
}

/** An issue that is a pull request. */
export type PullIssue = Issue & { readonly pull: Pull }

export type Comment = {
  readonly id: number
  readonly issue: Issue
  readonly author: Account
  body: string
  readonly reactions: Reaction[]
  readonly createdAt: string
  updatedAt: string
}

export type Reaction = {
  readonly id: number
  readonly author: Account
  readonly content: ReactionContent
  readonly createdAt: string
}

export const reactionContents = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
] as const
export type ReactionContent = (typeof reactionContents)[number]

export type Label = {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string | null
}

export type CheckSuite = {
  readonly id: number
  readonly repository: Repository
  readonly headSha: string
  readonly headBranch: string | null
  readonly before: string | null
  readonly createdAt: string
  updatedAt: string
}

export type CheckStatus = 'queued' | 'in_progress' | 'completed'

export type CheckRun = {
  readonly id: number
  readonly suite: CheckSuite
  readonly headSha: string
  name: string
  status: CheckStatus
  conclusion: string | null
  externalId: string
  detailsUrl: string | null
  startedAt: string
  completedAt: string | null
  title: string | null
  summary: string | null
  text: string | null
  readonly annotations: Annotation[]
}

export type Annotation = {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column: number | null
  readonly end_column: number | null
  readonly annotation_level: string
  readonly title: string | null
  readonly message: string
  readonly raw_details: string | null
}

/** One attempt to send one event to the App. */
export type Delivery = {
  readonly id: number
  /** `X-GitHub-Delivery`: the same for every attempt. */
  readonly guid: string
  readonly event: string
  readonly action: string | null
  readonly redelivery: boolean
  readonly installation: number | null
  readonly repository: number | null
  /** The bytes that were signed and sent. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Set once it was tried. */
  outcome: DeliveryOutcome | null
}

export type DeliveryOutcome = {
  /** 0 where there was no answer. */
  readonly statusCode: number
  readonly status: string
  readonly deliveredAt: string
  readonly seconds: number
  readonly response: string
}

export function isPull(issue: Issue): issue is PullIssue {
  return issue.pull !== null
}
