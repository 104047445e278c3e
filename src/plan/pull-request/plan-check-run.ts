import type { Comparison, Summary } from '../../model/alignment.ts'
import type { CheckRunPlan } from '../../model/plan.ts'
import type { Problem } from '../../model/problem.ts'
import type { Config } from '../../config/schema.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import type { ScaffoldPlan } from '../scaffold/scaffold-plan.ts'
import { bodyLimit, cutBody } from '../text/cut-body.ts'
import { locationLink } from '../text/links.ts'
import { count } from '../text/words.ts'
import { sortProblems } from './introduced.ts'
import { planCommand } from './plan-comment.ts'
import type { PullRequestFacts } from './pull-request-facts.ts'

/** What GitHub shows of annotations in all, however many requests carry them; the summary counts the rest. */
const annotationLimit = 1000

/** Name of the check run: rules of a repository may ask for it. */
export const checkRunName = 'nur-keeper'

export type CheckRunInput = {
  readonly facts: PullRequestFacts
  readonly comparison: Comparison
  readonly summary: Summary
  /** Faults of the config where the pull request changes it. */
  readonly configProblems: readonly Problem[]
  readonly scaffold: ScaffoldPlan
  /** Why something a reader may expect did not happen. */
  readonly notes: readonly string[]
  readonly config: Config
  readonly templates: Templates
}

/** The check run of a head commit: what is introduced as annotations, and why the verdict is what it is. */
export function planCheckRun(input: CheckRunInput): CheckRunPlan {
  const { facts, comparison, configProblems, config, templates } = input
  const introduced = sortProblems([...configProblems, ...comparison.introduced])
  const conclusion = concludeFrom(introduced, configProblems, config.pullRequests.failOn)
  const summary = planRenderer(templates).render('comment/check-run.md', checkRunContext(input, introduced))
  return {
    name: checkRunName,
    headSha: facts.headSha,
    conclusion,
    title: titleOf(comparison, introduced),
    summary: cutBody(summary, `Run \`${planCommand(facts)}\` for the rest.`, bodyLimit - 1),
    annotations: introduced.slice(0, annotationLimit),
  }
}

/** A config that cannot be read fails whatever it may have said itself. */
function concludeFrom(
  introduced: readonly Problem[],
  configProblems: readonly Problem[],
  failOn: Config['pullRequests']['failOn'],
): CheckRunPlan['conclusion'] {
  if (configProblems.length > 0) return 'failure'
  const fails = (problem: Problem): boolean =>
    failOn !== 'never' &&
    (problem.severity === 'error' || (failOn === 'warning' && problem.severity === 'warning'))
  if (introduced.some(fails)) return 'failure'
  return introduced.some(({ severity }) => severity !== 'notice') ? 'neutral' : 'success'
}

function titleOf(comparison: Comparison, introduced: readonly Problem[]): string {
  const missing = comparison.addedPackages.filter(({ status }) => status === 'missing-module').length
  const others = introduced.filter(({ code }) => code !== 'missing-module').length
  const parts = [
    ...(missing > 0 ? [`${count(missing, 'service')} without a module`] : []),
    ...(others > 0 ? [count(others, 'problem')] : []),
  ]
  if (parts.length > 0) return `${parts.join(', ')} introduced`
  const healed = comparison.healed.length
  return healed > 0 ? `Nothing introduced, ${count(healed, 'problem')} healed` : 'Nothing introduced'
}

function checkRunContext(input: CheckRunInput, introduced: readonly Problem[]): object {
  const { facts, comparison, summary, scaffold, notes } = input
  const head = { htmlUrl: facts.headHtmlUrl, commit: facts.headSha }
  return {
    packages: comparison.addedPackages.map((aligned) => ({
      attr: aligned.package.attr,
      link: locationLink(head, aligned.package.location),
      kind: aligned.kind,
      reason: aligned.reason,
      signs: aligned.evidence.map(({ text, kind }) => ({ text, kind })),
    })),
    removed: comparison.removedPackages.map(({ package: { attr } }) => ({ attr })),
    problems: introduced.map((problem) => ({
      severity: problem.severity,
      code: problem.code,
      place: `${problem.path}:${problem.line}`,
      link: locationLink(head, problem),
      message: problem.message,
      remedy: problem.remedy,
    })),
    inherited: count(comparison.inherited.length, 'problem'),
    hasInherited: comparison.inherited.length > 0,
    healed: comparison.healed.map(({ code, message }) => ({ code, message })),
    modules: scaffold.modules.map(({ attr, path, option }) => ({ attr, path, option })),
    refusals: scaffold.refusals,
    notes: notes.map((text) => ({ text })),
    services: summary.aligned + summary.missing,
    aligned: summary.aligned,
    alignment: summary.alignment,
    packagesText: count(summary.packages, 'package'),
    modulesText: count(summary.modules, 'module'),
    command: planCommand(facts),
  }
}
