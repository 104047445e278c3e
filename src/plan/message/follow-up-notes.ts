import { planRenderer, type Templates } from '../plan-renderer.ts'
import { printHiddenMarker } from '../text/hidden-marker.ts'

/** What the keeper says on a follow-up when its life takes a turn; each is said once. */
export type FollowUpNote =
  /** A person committed to the branch: the keeper stops rewriting it. */
  | { readonly type: 'left-alone'; readonly author: string }
  /** Its source was closed unmerged, and so is it. */
  | { readonly type: 'closed'; readonly pullRequest: number }
  /** Its source was closed unmerged, but people's commits are on the branch. */
  | { readonly type: 'kept'; readonly pullRequest: number }
  /** Its source was merged: it is up to date with the base branch and ready. */
  | { readonly type: 'ready'; readonly pullRequest: number; readonly baseBranch: string }
  /** Nothing is left to scaffold: the module came another way. */
  | { readonly type: 'not-needed'; readonly pullRequest: number }

/** The note as a comment's body, with a marker of its type. */
export function followUpNote(note: FollowUpNote, templates: Templates): string {
  const text = planRenderer(templates).render(`comment/follow-up-${note.type}.md`, note)
  return `${text}${printHiddenMarker({ kind: 'note', facts: { type: note.type } })}\n`
}
