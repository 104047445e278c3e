import type { AlignedPackage } from '../../model/alignment.ts'
import type { Evidence, Kind } from '../../model/inventory.ts'
import type { CommentPlan } from '../../model/plan.ts'
import type { Problem } from '../../model/problem.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import type { ScaffoldPlan } from '../scaffold/scaffold-plan.ts'
import { cutBody } from '../text/cut-body.ts'
import { printHiddenMarker } from '../text/hidden-marker.ts'
import { locationLink } from '../text/links.ts'
import { count, enumerate } from '../text/words.ts'
import { followUpLink } from './follow-up-branch.ts'
import type { Introduced } from './introduced.ts'
import type { PullRequestFacts } from './pull-request-facts.ts'

/** How many problems the comment shows; the check run has them all. */
const shownProblems = 10

export type CommentInput = {
  readonly facts: PullRequestFacts
  readonly introduced: Introduced
  readonly scaffold: ScaffoldPlan
  /** Whether a follow-up is opened, so that the comment may speak of it. */
  readonly hasFollowUp: boolean
  readonly templates: Templates
}

/**
 * The one comment of a pull request. It speaks where the pull request adds a service without a module, or
 * a problem graver than a notice; else its body is null.
 */
export function planComment(input: CommentInput): CommentPlan {
  const { facts, introduced, templates } = input
  const problems = introduced.problems.filter(({ severity }) => severity !== 'notice')
  const marker = printHiddenMarker({ kind: 'comment', facts: { pullRequest: facts.number } })
  const settled = planRenderer(templates).render('comment/settled.md', { number: facts.number })
  const settledBody = `${settled}\n${marker}\n`
  if (introduced.missing.length === 0 && problems.length === 0) {
    return { pullRequest: facts.number, body: null, settledBody }
  }
  const text = planRenderer(templates).render('comment/review.md', commentContext(input, problems))
  const full = `The rest did not fit into a comment: [the check run](${facts.htmlUrl}/pull/${facts.number}/checks) has all of it.\n${marker}`
  return { pullRequest: facts.number, body: cutBody(`${text}\n${marker}\n`, full), settledBody }
}

function commentContext(input: CommentInput, problems: readonly Problem[]): object {
  const { facts, introduced, scaffold, hasFollowUp } = input
  const links = { htmlUrl: facts.headHtmlUrl, commit: facts.headSha }
  const missing = introduced.missing.map((aligned) => describeMissing(aligned, scaffold, facts))
  return {
    headline: headline(introduced, problems),
    missing,
    hasMissing: missing.length > 0,
    others: introduced.others.map(({ package: { attr, location }, kind, status, reason }) => ({
      attr,
      link: locationLink(links, location),
      kind,
      unknown: status === 'unknown',
      reason,
    })),
    notAService: `/not-a-service ${introduced.missing[0]?.package.attr ?? '<package>'} <reason>`,
    hasFollowUp,
    followUp: { link: followUpLink(facts), number: facts.followUpNumber },
    problems: problems.slice(0, shownProblems).map((problem) => ({
      severity: problem.severity,
      code: problem.code,
      place: `${problem.path}:${problem.line}`,
      link: locationLink(links, problem),
      message: problem.message,
      remedy: problem.remedy,
    })),
    moreProblems: problems.length - Math.min(problems.length, shownProblems),
    checksLink: `${facts.htmlUrl}/pull/${facts.number}/checks`,
    evidence: evidenceOf([...introduced.missing, ...introduced.others]),
    command: planCommand(facts),
  }
}

/** The command that says the same on a checkout. */
export function planCommand(facts: PullRequestFacts): string {
  return `nur-keeper plan . --base ${facts.baseSha} --head ${facts.headSha}`
}

function headline(introduced: Introduced, problems: readonly Problem[]): string {
  const names = introduced.missing.map(({ package: { attr } }) => `\`${attr.replaceAll('`', "'")}\``)
  if (names.length === 0) return `This pull request introduces ${count(problems.length, 'problem')}.`
  const rest =
    problems.length === 0 ? '' : ` The pull request introduces ${count(problems.length, 'problem')} besides.`
  if (names.length === 1) {
    return `${names.join()} runs as a service, but no NixOS module starts it: users can install it, not enable it.${rest}`
  }
  const listed =
    names.length <= 4 ? enumerate(names) : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
  return `${listed} run as services, but no NixOS module starts them: users can install them, not enable them.${rest}`
}

function describeMissing(aligned: AlignedPackage, scaffold: ScaffoldPlan, facts: PullRequestFacts): object {
  const { attr, location } = aligned.package
  const module = scaffold.modules.find((candidate) => candidate.attr === attr)
  const refusal = scaffold.refusals.find((candidate) => candidate.package === attr)
  return {
    attr,
    link: locationLink({ htmlUrl: facts.headHtmlUrl, commit: facts.headSha }, location),
    module: module === undefined ? null : { option: `${module.option}.enable`, path: module.path },
    refusal: refusal === undefined ? null : { reason: refusal.reason, remedy: refusal.remedy },
  }
}

/** The signs that decided on a kind, strongest first. */
function evidenceOf(packages: readonly AlignedPackage[]): readonly object[] {
  return packages
    .map(({ package: { attr }, kind, evidence }) => ({
      attr,
      kind: kindWords[kind],
      signs: [...evidence].sort(strongerFirst).map((sign) => ({ text: sign.text, kind: sign.kind })),
    }))
    .filter(({ signs }) => signs.length > 0)
}

const kindWords: Readonly<Record<Kind, string>> = {
  service: 'a service',
  tool: 'a tool',
  library: 'a library',
  frontend: 'a frontend',
  unknown: 'of unknown kind',
}

function strongerFirst(a: Evidence, b: Evidence): number {
  return b.weight - a.weight
}
