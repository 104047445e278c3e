import type { JobContext } from '../context.ts'
import { isOwn } from '../is-own.ts'
import { readSettings } from '../read-settings.ts'
import { describeProblems, ensureDocuments } from '../refresh-documents.ts'
import { Superseded } from '../superseded.ts'
import type { Sentence } from '../../plan/message/command-messages.ts'
import type { HandEdit } from '../../plan/pull-request/plan-documents-pull-request.ts'
import { about, done, refused, whoMay, type CommandDefinition, type CommandOutcome } from './command.ts'
import type { PullRequest } from '../../model/repository.ts'
import type { Repository } from '../../model/ports.ts'

export const regenerateDocs: CommandDefinition = {
  name: 'regenerate-docs',
  usage: '/regenerate-docs',
  allowed: 'author',
  who: whoMay.author,
  does: 'commits the regenerated documents to the branch of the pull request, or opens the documents pull request where it may not, and on an issue',
  run: async ({ context, repository, pull }) => {
    if (pull === null) return await openDocuments(context, repository, [])
    if (pull.state === 'closed') {
      return await openDocuments(context, repository, [
        about(pull.number, 'is closed, so its branch is left alone.'),
      ])
    }
    if (pull.fromFork && !pull.maintainersMayPush) {
      const reason =
        'Its author does not let maintainers push to this branch of the fork, so these are the documents of the default branch.'
      return await openDocuments(context, repository, [reason])
    }
    if (isOwn(repository, pull)) {
      const reason = "The branch is the keeper's own, so these are the documents of the default branch."
      return await openDocuments(context, repository, [reason])
    }
    return await commitDocuments(context, repository, pull)
  },
}

async function commitDocuments(
  context: JobContext,
  repository: Repository,
  pull: PullRequest,
): Promise<CommandOutcome> {
  const { config } = await readSettings(repository, context.store)
  if (!config.documents.enabled) return documentsAreOff
  const snapshot = await repository.history.snapshot(pull.headSha)
  const {
    branch: plan,
    problems,
    handEdits,
  } = await context.planner.planDocuments({
    snapshot,
    branch: pull.headBranch,
    config,
  })
  const broken = describeProblems(problems)
  if (plan === null) return broken.length > 0 ? cannotWrite(broken) : done('Every document is up to date.')
  const commit = await repository.branches.commit(pull, plan.files, plan.commitMessage)
  switch (commit.type) {
    case 'moved':
      throw new Superseded(pull)
    case 'refused':
      return await openDocuments(context, repository, [
        `${inCode(pull.headBranch)} does not take the commit (${inCode(commit.reason)}), so these are the documents of the default branch.`,
      ])
    case 'unchanged':
      return done('Every document is up to date.')
    case 'written':
      return done(
        `The documents are regenerated in ${commit.sha.slice(0, 12)}.`,
        ...describeHandEdits(handEdits, pull.headSha),
        ...broken,
      )
  }
}

async function openDocuments(
  context: JobContext,
  repository: Repository,
  why: readonly (Sentence | string)[],
): Promise<CommandOutcome> {
  const outcome = await ensureDocuments(context, repository, { asked: true })
  if (outcome.type === 'off') return documentsAreOff
  if (outcome.type === 'broken') return cannotWrite(outcome.sentences)
  if (outcome.type === 'foreign')
    return refused(
      outcome.sentences.map(({ text }) => text).join(' '),
      'Then comment `/regenerate-docs` again.',
    )
  return done(...why, ...outcome.sentences)
}

function cannotWrite(sentences: readonly Sentence[]): CommandOutcome {
  return refused(sentences.map(({ text }) => text).join(' '), 'Then comment `/regenerate-docs` again.')
}

const documentsAreOff: CommandOutcome = refused(
  'Documents are switched off in the config.',
  'Set `documents.enabled` to `true` on the default branch.',
)

/** The documents pull request shows such edits as they were; a reply names where they still are. */
function describeHandEdits(edits: readonly HandEdit[], before: string): readonly string[] {
  if (edits.length === 0) return []
  const places = edits.slice(0, 5).map(({ path, block }) => `block ${inCode(block)} of ${inCode(path)}`)
  const more = edits.length > 5 ? ` and ${edits.length - 5} more` : ''
  return [
    `It replaced what was written by hand in ${places.join(', ')}${more}: to keep a text of ${before.slice(0, 12)}, move it outside of the keeper's markers.`,
  ]
}

function inCode(text: string): string {
  return `\`${text.replaceAll(/[`\n]/g, ' ').trim()}\``
}
