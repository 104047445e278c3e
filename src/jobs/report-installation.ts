import type { Repository } from '../model/ports.ts'
import type { RepositoryRef } from '../model/repository.ts'
import type { JobContext } from './context.ts'
import { readSettings } from './read-settings.ts'
import { topicOf } from './topic.ts'

const topic = topicOf({ kind: 'first-report', facts: {} })

/** Tells a repository that was just added, once, what the keeper sees in it. */
export async function reportInstallation(context: JobContext, ref: RepositoryRef): Promise<string> {
  const repository = await context.forge.open(ref)
  if ((await repository.history.head(await repository.history.defaultBranch())) === null) {
    return 'the repository is empty: nothing to report'
  }
  const { config, snapshot } = await readSettings(repository, context.store)
  const { htmlUrl } = repository
  if ((await context.store.moods.read(ref, mood)) === null) {
    await context.store.moods.write(ref, mood, { quiet: true })
  }
  const report = await context.planner.planFirstReport({ snapshot, config, htmlUrl })
  if (report === null) return 'no package, module or library is here: nothing to report'
  const number = await repository.conversation.ensureIssue(topic, report.title, report.body)
  return number === null ? 'no first report: the repository has no issues' : `first report in #${number}`
}

/**
 * Whether the keeper keeps still: it gave its first report, and since then the repository has neither a config, nor
 * had a pull request or a command.
 */
export async function isQuiet({ store }: JobContext, repository: Repository): Promise<boolean> {
  if ((await store.moods.read(repository.ref, mood))?.quiet !== true) return false
  return !(await readSettings(repository, store)).optedIn
}

/** Somebody wants something of the keeper: from now on it does all that it does. */
export async function endQuiet({ store }: JobContext, repository: Repository): Promise<void> {
  if ((await store.moods.read(repository.ref, mood))?.quiet === true) {
    await store.moods.write(repository.ref, mood, { quiet: false })
  }
}

const mood = 'quiet'
