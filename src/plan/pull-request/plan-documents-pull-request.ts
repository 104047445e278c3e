import type { BranchPlan, FileChange } from '../../model/plan.ts'
import type { Problem } from '../../model/problem.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import { cutBody } from '../text/cut-body.ts'
import { printHiddenMarker } from '../text/hidden-marker.ts'

/** The branch of the one rolling documents pull request. */
export const documentsBranch = 'nur-keeper/documents'

/** Files that the text names; the diff has them all. */
const shownFiles = 5

/** A statement of a document that the tree contradicts: what it said and what it says now, as plain text. */
export type ChangedClaim = {
  readonly path: string
  readonly line: number
  readonly before: string
  readonly after: string
}

/** Text that a person wrote into a managed block and that is replaced. */
export type HandEdit = { readonly path: string; readonly block: string; readonly lines: readonly string[] }

export type DocumentsPullRequestInput = {
  readonly files: readonly FileChange[]
  readonly changedClaims: readonly ChangedClaim[]
  readonly handEdits: readonly HandEdit[]
  /** Documents that could not be written: broken markers. */
  readonly problems: readonly Problem[]
  /** The default branch, and the commit that the documents describe. */
  readonly base: { readonly branch: string; readonly sha: string }
  readonly templates: Templates
}

/** The rolling documents pull request; null where every document is up to date. */
export function planDocumentsPullRequest(input: DocumentsPullRequestInput): BranchPlan | null {
  const { files, base, templates } = input
  if (files.length === 0) return null
  const marker = printHiddenMarker({ kind: 'documents', facts: {} })
  const body = planRenderer(templates).render('pull-request/documents.md', {
    files: files.slice(0, shownFiles).map(({ path }) => ({ path })),
    moreFiles: Math.max(0, files.length - shownFiles),
    claims: input.changedClaims.map(({ path, line, before, after }) => ({
      place: `${path}:${line}`,
      before,
      after,
    })),
    problems: input.problems.map(({ path, line, message, remedy }) => ({
      place: `${path}:${line}`,
      message,
      remedy,
    })),
    edits: input.handEdits.map(({ path, block, lines }) => ({ path, block, text: lines.join('\n') })),
  })
  return {
    branch: documentsBranch,
    base: base.branch,
    baseSha: base.sha,
    files,
    commitMessage: `Regenerate the documents\n\nAs of ${base.sha}.\n`,
    title: 'Bring the documents up to date',
    body: cutBody(`${body}\n${marker}\n`, `Run \`nur-keeper docs .\` for the rest.\n${marker}`),
    draft: false,
    labels: [],
  }
}
