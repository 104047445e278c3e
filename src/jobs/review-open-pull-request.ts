import type { Config } from '../config/schema.ts'
import { PermanentFault } from '../model/fault.ts'
import type { Plan } from '../model/plan.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { PullRequest } from '../model/repository.ts'
import type { Repository } from '../model/ports.ts'
import { followUpSource } from '../plan/pull-request/follow-up-branch.ts'
import type { PullRequestFacts } from '../plan/pull-request/pull-request-facts.ts'
import type { JobContext } from './context.ts'
import { proposeFollowUp, readFollowUp, withdrawFollowUp, type FollowUpState } from './follow-up.ts'
import type { PullRequestPlanInput } from './planner.ts'
import { checkChangedConfig, readSettings } from './read-settings.ts'
import { endQuiet } from './report-installation.ts'
import { isOwn } from './is-own.ts'
import { stackSnapshots } from './stack-snapshots.ts'
import { assertCurrent } from './superseded.ts'
import { topicOf } from './topic.ts'

export type ReviewOptions = {
  /** For drafts and the keeper's own. */
  readonly checkRunOnly: boolean
  /** Report the check run anew even where nothing changed: somebody asked for it. */
  readonly again: boolean
}

/**
 * Reviews an open pull request: check run, comment, follow-up, each written only where it differs.
 * @throws Superseded where it moved on meanwhile: nothing is written then
 */
export async function reviewOpenPullRequest(
  context: JobContext,
  repository: Repository,
  pull: PullRequest,
  { checkRunOnly, again }: ReviewOptions,
): Promise<string> {
  const followUp = checkRunOnly ? noFollowUp : await readFollowUp(repository, pull.number)
  const input = await readInput(context, repository, pull, followUp)
  const plan = await context.planner.planPullRequest(input)
  await assertCurrent(repository, pull)
  const done: string[] = []
  let spoken: Plan = plan
  if (!checkRunOnly) {
    const number = await applyFollowUp(
      context,
      repository,
      { pull, followUp, plan, config: input.config },
      done,
    )
    if (number !== input.facts.followUpNumber) {
      // The comment names the follow-up, whose number is known only now.
      const facts = { ...input.facts, followUpNumber: number }
      spoken = await context.planner.planPullRequest({ ...input, facts })
    }
    await applyComment(repository, spoken, input.config, done)
  }
  if (spoken.checkRun !== null) {
    done.push(
      `check run ${await repository.checks.ensure(spoken.checkRun, { again })}: ${spoken.checkRun.title}`,
    )
  }
  await endQuiet(context, repository)
  const scaffolded = plan.followUp === null ? [] : plan.scaffolded
  await context.store.reviews.write(repository.ref, String(pull.number), {
    headSha: pull.headSha,
    scaffolded,
  })
  return `${pull.headSha.slice(0, 12)}: ${done.join('; ')}`
}

const noFollowUp: FollowUpState = { open: null, declined: false, known: false }

async function readInput(
  { store }: JobContext,
  repository: Repository,
  pull: PullRequest,
  followUp: FollowUpState,
): Promise<PullRequestPlanInput> {
  const { history } = repository
  const settings = await readSettings(repository, store)
  const targetSha =
    pull.baseBranch === settings.branch ? settings.snapshot.commit : await history.head(pull.baseBranch)
  if (targetSha === null) throw new PermanentFault(`the base branch ${pull.baseBranch} is gone`)
  // Without a common ancestor the base branch itself is what the change is compared with.
  const baseSha = (await history.mergeBase(targetSha, pull.headSha)) ?? targetSha
  const target = await history.snapshot(targetSha)
  const { base, head } = await readSides(repository, pull, baseSha)
  const notes = [
    ...settings.notes,
    ...(followUp.declined
      ? ['The follow-up was closed by a person, so it stays closed; `/scaffold` opens it again.']
      : []),
  ]
  return {
    facts: factsOf(repository, pull, baseSha, followUp),
    base,
    head,
    target,
    config: followUp.declined ? withoutFollowUps(settings.config) : settings.config,
    configProblems: checkChangedConfig(base, head),
    notes,
  }
}

/** A follow-up is for after its source's merge: until then it is judged on top of the source. */
async function readSides(
  repository: Repository,
  pull: PullRequest,
  baseSha: string,
): Promise<{ readonly base: Snapshot; readonly head: Snapshot }> {
  const { history } = repository
  const [base, head] = [await history.snapshot(baseSha), await history.snapshot(pull.headSha)]
  const number = isOwn(repository, pull) ? followUpSource(pull.headBranch) : null
  const source = number === null ? null : await repository.pullRequests.get(number)
  if (source?.state !== 'open') return { base, head }
  const below = await history.snapshot(source.headSha)
  return { base: below, head: stackSnapshots(below, base, head) }
}

function withoutFollowUps(config: Config): Config {
  return { ...config, pullRequests: { ...config.pullRequests, followUps: false } }
}

/** What the core's texts say about a pull request. */
export function factsOf(
  repository: Repository,
  pull: PullRequest,
  baseSha: string,
  followUp: FollowUpState,
): PullRequestFacts {
  return {
    number: pull.number,
    htmlUrl: repository.htmlUrl,
    headHtmlUrl: pull.headHtmlUrl,
    author: pull.author,
    title: pull.title,
    draft: pull.draft,
    baseBranch: pull.baseBranch,
    baseSha,
    headSha: pull.headSha,
    followUpNumber: followUp.open?.number ?? null,
  }
}

type FollowUpChange = {
  readonly pull: PullRequest
  readonly followUp: FollowUpState
  readonly plan: Plan
  readonly config: Config
}

/** @returns number of the follow-up that is open now, or null */
async function applyFollowUp(
  { templates }: JobContext,
  repository: Repository,
  { pull, followUp, plan, config }: FollowUpChange,
  done: string[],
): Promise<number | null> {
  if (plan.followUp !== null) {
    const options = { takeOver: false, reopen: false, upToDate: false }
    const outcome = await proposeFollowUp(repository, templates, plan.followUp, options)
    done.push(
      outcome.type === 'foreign'
        ? `follow-up left to ${outcome.author}`
        : `follow-up #${outcome.number} ${outcome.type}`,
    )
    return outcome.number
  }
  if (followUp.declined) done.push('follow-up declined by a person')
  if (followUp.open === null || !config.pullRequests.followUps) return followUp.open?.number ?? null
  const note = { type: 'not-needed' as const, pullRequest: pull.number }
  const ended = await withdrawFollowUp(repository, templates, followUp.open, note)
  done.push(`follow-up #${followUp.open.number} ${ended === 'closed' ? 'not needed: closed' : 'kept'}`)
  return ended === 'closed' ? null : followUp.open.number
}

async function applyComment(
  repository: Repository,
  { comment }: Plan,
  config: Config,
  done: string[],
): Promise<void> {
  if (comment === null || !config.pullRequests.comment) return
  const topic = topicOf({ kind: 'comment', facts: { pullRequest: comment.pullRequest } })
  const { body, settledBody } = comment
  const change = await repository.conversation.ensureComment(comment.pullRequest, topic, body, settledBody)
  done.push(body === null && change === 'unchanged' ? 'nothing to say' : `comment ${change}`)
}
