import type { BranchPlan } from '../../model/plan.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import type { ScaffoldPlan } from '../scaffold/scaffold-plan.ts'
import { cutBody } from '../text/cut-body.ts'
import { printHiddenMarker } from '../text/hidden-marker.ts'
import { lineLink } from '../text/links.ts'
import { count } from '../text/words.ts'
import { followUpBranch } from './follow-up-branch.ts'
import type { PullRequestFacts } from './pull-request-facts.ts'

export type FollowUpInput = {
  readonly facts: Pick<PullRequestFacts, 'number' | 'htmlUrl'>
  readonly scaffold: ScaffoldPlan
  /** The base branch, and the commit that the files are made for. */
  readonly base: { readonly branch: string; readonly sha: string }
  /** While the package pull request is open the follow-up is a draft, and depends on it. */
  readonly draft: boolean
  readonly templates: Templates
}

/** The pull request that adds the modules which a package pull request lacks; null where there is none to add. */
export function planFollowUp(input: FollowUpInput): BranchPlan | null {
  const { facts, scaffold, base, draft, templates } = input
  if (scaffold.modules.length === 0) return null
  const marker = printHiddenMarker({ kind: 'follow-up', facts: { pullRequest: facts.number } })
  const body = planRenderer(templates).render('pull-request/follow-up.md', followUpContext(input))
  const title = titleOf(scaffold)
  return {
    branch: followUpBranch(facts.number),
    base: base.branch,
    baseSha: base.sha,
    files: scaffold.files,
    commitMessage: `${title}\n\nScaffolded for ${draft ? 'the packages of ' : ''}#${facts.number}.\n`,
    title,
    body: cutBody(`${body}\n${marker}\n`, marker),
    draft,
    labels: [],
  }
}

function titleOf({ modules }: ScaffoldPlan): string {
  const [first] = modules
  return modules.length === 1 && first !== undefined
    ? `Add the module ${first.option}`
    : `Add ${count(modules.length, 'module')}: ${modules.map(({ option }) => option).join(', ')}`.slice(
        0,
        200,
      )
}

function followUpContext({ facts, scaffold, base, draft }: FollowUpInput): object {
  const { ownLibrary } = scaffold
  const ownPath = ownLibrary === undefined || ownLibrary.type === 'offered' ? null : ownLibrary.path
  const links = { htmlUrl: facts.htmlUrl, commit: base.sha }
  const avoided = new Map(
    scaffold.modules.flatMap((module) => module.avoided.map((one) => [`${one.path}:${one.name}`, one])),
  )
  return {
    number: facts.number,
    depends: draft,
    modules: scaffold.modules.map((module) => ({
      attr: module.attr,
      option: module.option,
      path: module.path,
      calls: module.calls.map((name) => ({ name })),
      library: module.library,
      isOwn: module.library !== null && module.library === ownPath,
      decisions: module.decisions.map((text) => ({ text })),
    })),
    offersLibrary: ownLibrary?.type === 'offered',
    addedLibrary: ownLibrary?.type === 'added' ? ownPath : null,
    hasDecisions: scaffold.modules.some(({ decisions }) => decisions.length > 0),
    avoided: [...avoided.values()].map(({ name, reason, path, line }) => ({
      name,
      reason,
      place: `${path}:${line}`,
      link: lineLink(links, path, line),
    })),
    refusals: scaffold.refusals,
    files: scaffold.files.length,
    command: `nur-keeper scaffold . ${scaffold.modules.map(({ attr }) => shellWord(attr)).join(' ')}`,
  }
}

/** A word for a POSIX shell, bare where it can be. */
function shellWord(word: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(word) && !word.startsWith('-')
    ? word
    : `'${word.replaceAll("'", "'\\''")}'`
}
