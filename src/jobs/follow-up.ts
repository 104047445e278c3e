import type { BranchPlan } from '../model/plan.ts'
import type { Repository } from '../model/ports.ts'
import type { PullRequest } from '../model/repository.ts'
import { followUpNote, type FollowUpNote } from '../plan/message/follow-up-notes.ts'
import type { Templates } from '../plan/plan-renderer.ts'
import { followUpBranch } from '../plan/pull-request/follow-up-branch.ts'
import { topicOf } from './topic.ts'

/** How a pull request's follow-up stands. */
export type FollowUpState = {
  readonly open: PullRequest | null
  /** A person closed it: it is not opened again unless somebody asks. */
  readonly declined: boolean
  /** There was one at some time. */
  readonly known: boolean
}

/** Looks at GitHub, which knows best: what a person closed, was merged, or is open. */
export async function readFollowUp(repository: Repository, source: number): Promise<FollowUpState> {
  const all = (await repository.pullRequests.ofBranch(followUpBranch(source))).filter(
    ({ author }) => author === repository.keeper,
  )
  const open = all.find(({ state }) => state === 'open') ?? null
  const latest = all[0]
  const declined =
    open === null &&
    latest !== undefined &&
    !latest.merged &&
    !(await repository.pullRequests.wasClosedByKeeper(latest.number))
  return { open, declined, known: latest !== undefined }
}

export type FollowUpOutcome =
  | { readonly type: 'opened' | 'reopened' | 'updated' | 'unchanged'; readonly number: number }
  | { readonly type: 'foreign'; readonly author: string; readonly number: number | null }

/** Opens the follow-up or brings it in line; one that people committed to is left alone, and told so once. */
export async function proposeFollowUp(
  repository: Repository,
  templates: Templates,
  plan: BranchPlan,
  options: { readonly takeOver: boolean; readonly reopen: boolean; readonly upToDate: boolean },
): Promise<FollowUpOutcome> {
  const branch = await repository.branches.ensure(plan, options)
  if (branch.type === 'foreign') {
    const open = (await repository.pullRequests.ofBranch(plan.branch)).find(({ state }) => state === 'open')
    if (open !== undefined) await leaveAlone(repository, templates, open.number, branch.author)
    return { type: 'foreign', author: branch.author, number: open?.number ?? null }
  }
  const { pullRequest, change } = await repository.pullRequests.ensure(plan, options)
  const type = change === 'unchanged' && branch.type === 'written' ? 'updated' : change
  return { type, number: pullRequest.number }
}

/** Ends a follow-up that nobody needs any more. One with people's commits stays open. */
export async function withdrawFollowUp(
  repository: Repository,
  templates: Templates,
  open: PullRequest,
  note: Extract<FollowUpNote, { readonly type: 'closed' | 'not-needed' }>,
): Promise<'closed' | 'kept'> {
  const head = await repository.branches.inspect(open.headBranch)
  if (head?.type === 'foreign') {
    if (note.type === 'closed') {
      await sayOnce(repository, templates, open.number, { type: 'kept', pullRequest: note.pullRequest })
    }
    return 'kept'
  }
  await repository.pullRequests.close(open.number)
  await sayOnce(repository, templates, open.number, note)
  await repository.branches.remove(open.headBranch)
  return 'closed'
}

/** Tells, once, that the keeper no longer rewrites this branch. */
export async function leaveAlone(
  repository: Repository,
  templates: Templates,
  followUp: number,
  author: string,
): Promise<void> {
  await sayOnce(repository, templates, followUp, { type: 'left-alone', author })
}

/** Says what happened to a follow-up; a note of the same kind is not said twice. */
export async function sayOnce(
  repository: Repository,
  templates: Templates,
  followUp: number,
  note: FollowUpNote,
): Promise<void> {
  const topic = topicOf({ kind: 'note', facts: { type: note.type } })
  await repository.conversation.ensureComment(followUp, topic, followUpNote(note, templates))
}
