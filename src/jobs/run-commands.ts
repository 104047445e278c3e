import type { Command } from '../model/command.ts'
import type { JobOrigin, JobRequest } from '../model/job.ts'
import type { Repository } from '../model/ports.ts'
import type { PullRequest } from '../model/repository.ts'
import {
  doneMessage,
  failedMessage,
  refusedMessage,
  unknownCommandMessage,
  didYouMean,
} from '../plan/message/command-messages.ts'
import type { CommandDefinition, CommandOutcome } from './commands/command.ts'
import { commands as registry } from './commands/registry.ts'
import type { JobContext } from './context.ts'
import { endQuiet } from './report-installation.ts'
import { Superseded } from './superseded.ts'
import { topicOf } from './topic.ts'

type Request = Extract<JobRequest, { readonly type: 'run-commands' }>

/** How often a command is begun anew because the pull request moved on. */
const restartLimit = 3

/**
 * Carries out the commands of a comment. There is one answer to a comment, whatever happens: a reaction, and a reply
 * where there is something to say.
 */
export async function runCommands(context: JobContext, request: Request, origin: JobOrigin): Promise<string> {
  const addressed = addressedCommands(request.commands)
  if (addressed.length === 0) return 'no command of the keeper'
  const repository = await context.forge.open(request.repository)
  if (request.author === repository.keeper) return 'the keeper does not command itself'
  await repository.conversation.react(request.comment, 'eyes')
  await endQuiet(context, repository)
  const replies: string[] = []
  let failed = false
  for (const command of addressed) {
    const answer = await answerCommand({ context, repository, request, origin }, command)
    failed ||= !answer.ok
    if (answer.reply !== null) replies.push(answer.reply.trim())
  }
  if (replies.length > 0) await reply(repository, request, replies.join('\n\n'))
  await repository.conversation.react(request.comment, failed ? 'confused' : 'rocket')
  return `${addressed.map(({ name }) => `/${name}`).join(' ')} by ${request.author}: ${failed ? 'not all done' : 'done'}`
}

/** Shows at once that a command was seen. */
export async function acknowledgeCommands(
  context: JobContext,
  request: Extract<JobRequest, { readonly type: 'acknowledge-commands' }>,
): Promise<string> {
  if (addressedCommands(request.commands).length === 0) return 'no command of the keeper'
  const repository = await context.forge.open(request.repository)
  await repository.conversation.react(request.comment, 'eyes')
  return 'seen'
}

/** Says that a command will not be carried out, with the class of the failure and an id to find it by. */
export async function giveUpCommands(
  context: JobContext,
  request: Request,
  origin: JobOrigin,
  failure: { readonly kind: string; readonly message: string },
): Promise<void> {
  const repository = await context.forge.open(request.repository)
  const [first] = addressedCommands(request.commands)
  if (first === undefined) return
  const permanent = failure.kind === 'permanent'
  const body = failedMessage(
    {
      command: first.name,
      reason: permanent
        ? `GitHub refused it for good: ${failure.message}.`
        : 'The keeper failed at it several times, by a fault of its own or of GitHub.',
      remedy: permanent
        ? 'Look at the permissions of the App and the rules of the repository.'
        : 'Comment again later; whoever runs the keeper finds the reason in its log.',
      id: origin.delivery,
    },
    context.templates,
  )
  await reply(repository, request, body)
  await repository.conversation.react(request.comment, 'confused')
}

/** Those that are the keeper's, or nearly: other bots have commands too. */
function addressedCommands(commands: readonly Command[]): readonly Command[] {
  const names = registry.map(({ name }) => name)
  return commands.filter(({ name }) => names.includes(name) || didYouMean(name, names) !== null)
}

type Answer = { readonly ok: boolean; readonly reply: string | null }

type Surroundings = {
  readonly context: JobContext
  readonly repository: Repository
  readonly request: Request
  readonly origin: JobOrigin
}

async function answerCommand(surroundings: Surroundings, command: Command): Promise<Answer> {
  const { context, repository, request, origin } = surroundings
  const { templates } = context
  const definition = registry.find(({ name }) => name === command.name)
  if (definition === undefined)
    return { ok: false, reply: unknownCommandMessage(command.name, registry, templates) }
  const pull = request.onPullRequest ? await repository.pullRequests.get(request.issue) : null
  if (!(await mayUse(repository, definition, request.author, pull))) {
    return { ok: false, reply: refusedMessage(definition, request.author, templates) }
  }
  const outcome = await carryOut(surroundings, definition, command, pull)
  switch (outcome.type) {
    case 'answer':
      return { ok: true, reply: outcome.body }
    case 'done': {
      const { sentences } = outcome
      const text = doneMessage({ command: command.name, sentences }, templates)
      return { ok: true, reply: sentences.length === 0 ? null : text }
    }
    case 'refused': {
      const { reason, remedy } = outcome
      const text = failedMessage({ command: command.name, reason, remedy, id: origin.delivery }, templates)
      return { ok: false, reply: text }
    }
  }
}

async function mayUse(
  repository: Repository,
  { allowed }: CommandDefinition,
  author: string,
  pull: PullRequest | null,
): Promise<boolean> {
  if (allowed === 'anyone' || (allowed === 'author' && pull?.author === author)) return true
  const permission = await repository.conversation.permission(author)
  return permission === 'admin' || permission === 'write'
}

/** A push voids what was worked out for the head before it; the command then begins anew. */
async function carryOut(
  { context, repository, request }: Surroundings,
  definition: CommandDefinition,
  command: Command,
  first: PullRequest | null,
): Promise<CommandOutcome> {
  const { issue, author } = request
  let pull = first
  for (let attempt = 0; attempt < restartLimit; attempt++) {
    try {
      return await definition.run({ context, repository, issue, pull, author, words: command.words })
    } catch (error) {
      if (!(error instanceof Superseded)) throw error
      pull = await repository.pullRequests.get(issue)
    }
  }
  return {
    type: 'refused',
    reason: 'The pull request changed each time while this was worked out, so nothing was written.',
    remedy: 'Comment again once it rests.',
  }
}

async function reply(repository: Repository, request: Request, body: string): Promise<void> {
  const topic = topicOf({ kind: 'outcome', facts: { comment: request.comment } })
  await repository.conversation.ensureComment(request.issue, topic, body)
}
