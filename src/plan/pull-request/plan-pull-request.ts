import { compare } from '../../alignment/compare.ts'
import type { Config } from '../../config/schema.ts'
import type { Alignment, Comparison } from '../../model/alignment.ts'
import type { Plan } from '../../model/plan.ts'
import type { Problem } from '../../model/problem.ts'
import type { OwnLibrary } from '../../model/own-library.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { NixParser } from '../../nix/parser.ts'
import { parseManagedBlocks } from '../../render/managed-blocks/parse-managed-blocks.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import { planScaffold } from '../scaffold/plan-scaffold.ts'
import type { ScaffoldedModule, ScaffoldPlan } from '../scaffold/scaffold-plan.ts'
import { changedTemplateProblems } from './changed-templates.ts'
import { introducedBy } from './introduced.ts'
import { planCheckRun } from './plan-check-run.ts'
import { planComment } from './plan-comment.ts'
import { planFollowUp } from './plan-follow-up.ts'
import type { PullRequestFacts } from './pull-request-facts.ts'

export type PullRequestInput = {
  readonly facts: PullRequestFacts
  /** What is there where the change starts, and where it ends. */
  readonly base: Alignment
  readonly head: Alignment
  /** The tree of the head, in which the packages are. */
  readonly headSnapshot: Snapshot
  /** The base branch as it is now, which a follow-up goes on top of. */
  readonly target: Snapshot
  /** In force: that of the default branch. */
  readonly config: Config
  /** Faults of the config in the head, where the change touches it. */
  readonly configProblems: readonly Problem[]
  /** Why something a reader may expect does not happen; may hold `code` in backticks. */
  readonly notes: readonly string[]
  /** Packages whose module is refused already, with the reason as a sentence. */
  readonly refused?: ReadonlyMap<string, string>
  /** What a repository without libraries may have of the keeper. */
  readonly ownLibrary?: OwnLibrary
  readonly parser: NixParser
  readonly templates: Templates
}

export type PullRequestPlan = Plan & {
  /** Packages that the follow-up adds modules for. */
  readonly scaffolded: readonly string[]
  /** Their modules. */
  readonly modules: readonly ScaffoldedModule[]
}

/**
 * What to say and open about a pull request: the check run always; the comment where what it introduces gives
 * reason to; the follow-up where it adds a service that lacks a module. A draft gets the check run alone.
 */
export function planPullRequest(input: PullRequestInput): PullRequestPlan {
  const { facts, config, templates } = input
  const compared = compare(input.base, input.head)
  const comparison = { ...compared, introduced: [...compared.introduced, ...brokenMarkers(input)] }
  const introduced = introducedBy(comparison)
  const scaffold = scaffoldMissing(input, comparison)
  const { followUps, comment } = config.pullRequests
  const opens = followUps && !facts.draft && scaffold.modules.length > 0
  const base = { branch: facts.baseBranch, sha: input.target.commit }
  const spoken =
    facts.draft || !comment
      ? null
      : planComment({ facts, introduced, scaffold, hasFollowUp: opens, templates })
  const followUp = opens ? planFollowUp({ facts, scaffold, base, draft: true, templates }) : null
  const notes = [...input.notes, ...notesOn(input, comparison, scaffold), ...templateNotes(templates)]
  return {
    checkRun: planCheckRun({
      facts,
      comparison,
      summary: input.head.summary,
      configProblems: [
        ...input.configProblems,
        ...changedTemplateProblems(input.target, input.headSnapshot, templates),
      ],
      scaffold,
      notes,
      config,
      templates,
    }),
    comment: spoken,
    followUp,
    documents: null,
    notes,
    scaffolded: scaffold.modules.map(({ attr }) => attr),
    modules: scaffold.modules,
  }
}

const nothing: ScaffoldPlan = { files: [], modules: [], refusals: [] }

function scaffoldMissing(input: PullRequestInput, comparison: Comparison): ScaffoldPlan {
  const packages = introducedBy(comparison).missing.map((aligned) => aligned.package.attr)
  if (packages.length === 0) return nothing
  const { head, headSnapshot, target, parser, templates, config, refused, ownLibrary } = input
  return planScaffold({
    alignment: head,
    snapshot: headSnapshot,
    base: target,
    parser,
    templates,
    config,
    packages,
    ...(refused === undefined ? {} : { refused }),
    ...(ownLibrary === undefined ? {} : { ownLibrary }),
  })
}

/** Markers of the keeper's that the change breaks: the documents could not be written any more. */
function brokenMarkers({ headSnapshot, target, config }: PullRequestInput): readonly Problem[] {
  const { architecture, alignment } = config.documents
  return [architecture, alignment].flatMap((path) => {
    const text = headSnapshot.readText(path)
    const untouched = headSnapshot.entries.get(path)?.hash === target.entries.get(path)?.hash
    const parsed = text === null || untouched ? null : parseManagedBlocks(text, path)
    return parsed === null || parsed.ok ? [] : parsed.problems
  })
}

function notesOn(input: PullRequestInput, comparison: Comparison, scaffold: ScaffoldPlan): readonly string[] {
  const { facts, config } = input
  const hasMissing = introducedBy(comparison).missing.length > 0
  return [
    ...(facts.draft
      ? ['The pull request is a draft: comment and follow-up wait until it is ready for review.']
      : []),
    ...(!facts.draft && !config.pullRequests.comment ? ['Comments are switched off in the config.'] : []),
    ...(!facts.draft && hasMissing && !config.pullRequests.followUps && scaffold.modules.length > 0
      ? ['No follow-up is opened: they are switched off, or this one was declined.']
      : []),
    ...(comparison.addedPackages.length === 0 ? ['It adds no package.'] : []),
    ...ownModules(comparison),
  ]
}

/** Templates in force that could not be used, each once. */
function templateNotes(templates: Templates): readonly string[] {
  return planRenderer(templates)
    .problems()
    .map(({ path, line, message, remedy }) => `\`${tame(path)}\`, line ${line}: ${message} ${remedy}`)
}

/** Services whose module comes in the same change: nothing is left for a follow-up. */
function ownModules({ addedPackages }: Comparison): readonly string[] {
  return addedPackages
    .filter(({ status }) => status === 'aligned')
    .map(
      ({ package: { attr }, modules }) =>
        `\`${tame(attr)}\` has its module: ${modules.map((path) => `\`${tame(path)}\``).join(', ')}.`,
    )
}

function tame(text: string): string {
  return text.replaceAll('`', "'")
}
