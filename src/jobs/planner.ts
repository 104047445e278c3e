import type { Config } from '../config/schema.ts'
import type { BranchPlan } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { HandEdit } from '../plan/pull-request/plan-documents-pull-request.ts'
import type { PullRequestPlan } from '../plan/pull-request/plan-pull-request.ts'
import type { ScaffoldedModule } from '../plan/scaffold/scaffold-plan.ts'
import type { PullRequestFacts } from '../plan/pull-request/pull-request-facts.ts'

/** The core as jobs see it: trees in, plans out, nothing written. It may run in another thread. */
export type Planner = {
  /** What to say and open about a change. */
  planPullRequest(input: PullRequestPlanInput): Promise<PullRequestPlan>
  /** The pull request that adds modules for packages, asked for by command or after a merge. */
  planScaffold(input: ScaffoldPlanInput): Promise<ScaffoldPlanned>
  /** The documents pull request. */
  planDocuments(input: DocumentsPlanInput): Promise<DocumentsPlanned>
  /** The issue that a new installation gets; null for a repository with nothing to keep. */
  planFirstReport(input: ReportPlanInput): Promise<{ readonly title: string; readonly body: string } | null>
  /** Names of the packages of a tree, as users write them. */
  listPackages(input: PackagesInput): Promise<readonly string[]>
}

export type PullRequestPlanInput = {
  readonly facts: PullRequestFacts
  /** Where the change starts: the newest commit that base branch and head have in common. */
  readonly base: Snapshot
  readonly head: Snapshot
  /** The base branch as it is now: what a follow-up goes on top of. */
  readonly target: Snapshot
  readonly config: Config
  /** Faults of the config in the head, where the change touches it. */
  readonly configProblems: readonly Problem[]
  /** Why something a reader may expect does not happen. */
  readonly notes: readonly string[]
  /** Packages whose module is refused already, with the reason as a sentence. */
  readonly refused?: ReadonlyMap<string, string>
}

export type ScaffoldPlanInput = {
  readonly facts: Pick<PullRequestFacts, 'number' | 'htmlUrl'>
  /** Where the packages are defined: the head of a pull request, or the base branch itself. */
  readonly source: Snapshot
  /** What the modules go on top of. */
  readonly target: Snapshot
  readonly targetBranch: string
  /** As users write them; null for every service of the source that lacks a module. */
  readonly packages: readonly string[] | null
  readonly draft: boolean
  readonly config: Config
  /** Packages whose module is refused already, with the reason as a sentence. */
  readonly refused?: ReadonlyMap<string, string>
}

export type ScaffoldPlanned = {
  /** Null where there is nothing to add. */
  readonly branch: BranchPlan | null
  readonly scaffolded: readonly string[]
  /** Their modules. */
  readonly modules: readonly ScaffoldedModule[]
  /** Packages asked for that the source does not have. */
  readonly unknown: readonly string[]
  /** Why packages asked for get no module, one sentence each; may hold `code` in backticks. */
  readonly refusals: readonly string[]
}

export type DocumentsPlanInput = {
  readonly snapshot: Snapshot
  /** The branch that is described. */
  readonly branch: string
  readonly config: Config
}

export type DocumentsPlanned = {
  /** Null where every document that can be written is up to date. */
  readonly branch: BranchPlan | null
  /** What people wrote into blocks of the keeper's, and that is replaced. */
  readonly handEdits: readonly HandEdit[]
  /** Why documents cannot be written: their markers are broken. */
  readonly problems: readonly Problem[]
}

export type PackagesInput = { readonly snapshot: Snapshot; readonly config: Config }

export type ReportPlanInput = {
  readonly snapshot: Snapshot
  readonly config: Config
  readonly htmlUrl: string
}
