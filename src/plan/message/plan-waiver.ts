import type { Waiver } from '../../model/alignment.ts'
import type { BranchPlan } from '../../model/plan.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import { printHiddenMarker } from '../text/hidden-marker.ts'
import { slug } from '../text/slug.ts'

export type WaiverInput = {
  readonly waiver: Waiver
  /** Issue or pull request where the command was given. */
  readonly issue: number
  /** Path and finished text of the config, with the waiver in it. */
  readonly config: { readonly path: string; readonly content: string }
  readonly base: { readonly branch: string; readonly sha: string }
  readonly templates: Templates
}

/** The pull request that records "this package needs no module". */
export function planWaiver({ waiver, issue, config, base, templates }: WaiverInput): BranchPlan {
  const marker = printHiddenMarker({ kind: 'waiver', facts: { package: waiver.package } })
  const body = planRenderer(templates).render('pull-request/waiver.md', {
    ...waiver,
    issue,
    path: config.path,
  })
  const title = `Record that ${oneWord(waiver.package)} needs no module`
  return {
    branch: `nur-keeper/waiver/${slug(waiver.package)}`,
    base: base.branch,
    baseSha: base.sha,
    files: [config],
    commitMessage: `${title}\n\nDecided in #${issue}.\n`,
    title,
    body: `${body}\n${marker}\n`,
    draft: false,
    labels: [],
  }
}

/** A name for a title, where Markdown does not reach but mentions do. */
function oneWord(name: string): string {
  return name.replace(/[^\p{L}\p{N}._+-]+/gu, '?').slice(0, 100)
}
