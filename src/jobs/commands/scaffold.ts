import type { PullRequest } from '../../model/repository.ts'
import { followUpSource } from '../../plan/pull-request/follow-up-branch.ts'
import { isOwn } from '../is-own.ts'
import { proposeFollowUp, type FollowUpOutcome } from '../follow-up.ts'
import type { ScaffoldPlanned } from '../planner.ts'
import { factsOf } from '../review-open-pull-request.ts'
import { checkChangedConfig, readSettings } from '../read-settings.ts'
import { assertCurrent } from '../superseded.ts'
import {
  about,
  done,
  refused,
  whoMay,
  type CommandCall,
  type CommandDefinition,
  type CommandOutcome,
} from './command.ts'
import { PermanentFault } from '../../model/fault.ts'

const recreateFlag = '--recreate'

export const scaffold: CommandDefinition = {
  name: 'scaffold',
  usage: '/scaffold [package…] [--recreate]',
  allowed: 'write',
  who: whoMay.write,
  does: 'opens or rebuilds the follow-up with the missing modules, also for packages of the default branch; `--recreate` rebuilds one that people committed to',
  run: async (call) => {
    const flags = call.words.filter((word) => word.startsWith('-'))
    const unknownFlag = flags.find((flag) => flag !== recreateFlag)
    if (unknownFlag !== undefined) {
      return refused(
        `There is no option \`${unknownFlag.replaceAll('`', '')}\`.`,
        'The only one is `--recreate`.',
      )
    }
    const packages = call.words.filter((word) => !word.startsWith('-'))
    const subject = await subjectOf(call)
    const planned = await planModules(subject, packages.length === 0 ? null : packages)
    if (planned.branch === null) return nothingToScaffold(planned)
    if (subject.pull !== null) await assertCurrent(call.repository, subject.pull)
    const outcome = await proposeFollowUp(call.repository, call.context.templates, planned.branch, {
      takeOver: flags.includes(recreateFlag),
      reopen: true,
      upToDate: false,
    })
    if (outcome.type !== 'foreign' && subject.pull !== null) await remember(call, subject.pull, planned)
    return tell(outcome, planned)
  },
}

/** Said on a follow-up, the command is about what the follow-up is for. */
async function subjectOf(call: CommandCall): Promise<CommandCall> {
  const { repository, pull } = call
  const source = pull !== null && isOwn(repository, pull) ? followUpSource(pull.headBranch) : null
  if (source === null) return call
  return { ...call, issue: source, pull: await repository.pullRequests.get(source) }
}

/** On an open pull request its own missing modules; elsewhere those of the default branch. */
async function planModules(
  { context, repository, issue, pull }: CommandCall,
  packages: readonly string[] | null,
): Promise<ScaffoldPlanned> {
  const { config, snapshot, branch } = await readSettings(repository, context.store)
  const { history } = repository
  if (pull?.state !== 'open') {
    const facts = { number: issue, htmlUrl: repository.htmlUrl }
    const places = { source: snapshot, target: snapshot, targetBranch: branch }
    return await context.planner.planScaffold({ facts, ...places, packages, draft: false, config })
  }
  const targetSha = await history.head(pull.baseBranch)
  if (targetSha === null) throw new PermanentFault(`the base branch ${pull.baseBranch} is gone`)
  const target = await history.snapshot(targetSha)
  const source = await history.snapshot(pull.headSha)
  const baseSha = (await history.mergeBase(targetSha, pull.headSha)) ?? targetSha
  const facts = factsOf(repository, pull, baseSha, { open: null, declined: false, known: false })
  if (packages !== null) {
    const places = { source, target, targetBranch: pull.baseBranch }
    return await context.planner.planScaffold({ facts, ...places, packages, draft: true, config })
  }
  const base = await history.snapshot(baseSha)
  const asked = { ...config, pullRequests: { ...config.pullRequests, followUps: true } }
  const configProblems = checkChangedConfig(base, source)
  const plan = await context.planner.planPullRequest({
    facts,
    base,
    head: source,
    target,
    config: asked,
    configProblems,
    notes: [],
  })
  const { followUp, scaffolded, modules } = plan
  return { branch: followUp, scaffolded, modules, unknown: [], refusals: [] }
}

async function remember(
  { context, repository }: CommandCall,
  pull: PullRequest,
  planned: ScaffoldPlanned,
): Promise<void> {
  const record = { headSha: pull.headSha, scaffolded: planned.scaffolded }
  await context.store.reviews.write(repository.ref, String(pull.number), record)
}

function nothingToScaffold({ unknown, refusals }: ScaffoldPlanned): CommandOutcome {
  if (unknown.length > 0) {
    return refused(
      `There is no package ${unknown.map(inCode).join(', ')}.`,
      'Write the attribute that users of the repository write.',
    )
  }
  if (refusals.length > 0)
    return refused(refusals.join(' '), 'Write the module by hand, or mend what stands in the way.')
  return done('Every service here has its module: there is nothing to scaffold.')
}

function tell(outcome: FollowUpOutcome, { scaffolded, unknown, refusals }: ScaffoldPlanned): CommandOutcome {
  if (outcome.type === 'foreign') {
    return refused(
      `The follow-up holds commits of ${inCode(outcome.author)}, so it is not rewritten.`,
      '`/scaffold --recreate` makes it anew.',
    )
  }
  const names = scaffolded.map(inCode).join(', ')
  const verb = {
    opened: `was opened with modules for ${names}.`,
    reopened: `was opened again, with modules for ${names}.`,
    updated: `was rebuilt with modules for ${names}.`,
    unchanged: `has the modules for ${names} already.`,
  }[outcome.type]
  const missed = unknown.map((name) => `There is no package ${inCode(name)}.`)
  return done(about(outcome.number, verb), ...missed, ...refusals)
}

function inCode(name: string): string {
  return `\`${name.replaceAll('`', '')}\``
}
