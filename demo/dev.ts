// `npm run dev [-- EVENT]`: a local GitHub with a pull request, and the keeper's server beside it. Whenever a file
// changes, the server starts anew and a recorded webhook is replayed; what the keeper makes of it is shown.
import { watch } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Delivery } from '../local-github/model.ts'
import { KeeperProcess } from './keeper-process.ts'
import { openSource } from './scenes.ts'
import { listIssues, loadNur } from './set-stage.ts'
import { Narrator } from './terminal/narrator.ts'

const root = join(import.meta.dirname, '..')
const watched = ['src', 'templates', 'grammar']
/** Editors write several files at once. */
const settleMilliseconds = 200

/** What Ctrl-C ends, in that order; there is nothing here that would be worth a wait. */
const atEnd: (() => Promise<unknown>)[] = []
let ending = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())

const wanted = process.argv[2] ?? 'pull_request'
const narrator = new Narrator(process.stdout, process.stdout.isTTY && process.env['NO_COLOR'] === undefined)
narrator.aside('a local GitHub and the keeper start; Ctrl-C ends both')
const { stage, keeper, source } = await setScene().catch(async (error: unknown) => {
  // Ctrl-C reaches git and the server too, so that what waits for them fails.
  if (!isEnding()) throw error
  return await new Promise<never>(() => undefined)
})

let shown = ''
let changes = 0
let timer: NodeJS.Timeout | undefined
for (const directory of watched) {
  watch(join(root, directory), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      changes += 1
      // What is under way is about code that is gone.
      void keeper.stop()
    }, settleMilliseconds)
  })
}
await runForEver()

async function setScene() {
  const stage = await loadNur(null)
  atEnd.push(() => stage.github.close())
  const folder = await mkdtemp(join(tmpdir(), 'nur-keeper-dev-'))
  atEnd.unshift(() => rm(folder, { recursive: true, force: true }))
  const keeper = await KeeperProcess.create({
    ...stage.github.environment(),
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
  })
  atEnd.unshift(() => keeper.stop('SIGKILL'))
  stage.github.app.webhookUrl = `${keeper.url}/api/github/webhooks`
  stage.github.install(stage.repository.owner, null, stage.maintainer)
  const source = await openSource({ ...stage, narrator })
  await stage.contributor.rest.issues.createComment({
    ...stage.route,
    issue_number: source.number,
    body: '/help',
  })
  return { stage, keeper, source }
}

async function runForEver(): Promise<void> {
  for (let last = -1; !isEnding();) {
    if (last === changes) {
      await new Promise((resolve) => setTimeout(resolve, settleMilliseconds))
      continue
    }
    last = changes
    await restartAndReplay().catch((error: unknown) => {
      if (last !== changes || isEnding()) return
      narrator.bad(`${error instanceof Error ? error.message : String(error)}; waiting for the next change`)
    })
  }
}

async function restartAndReplay(): Promise<void> {
  await keeper.stop()
  await keeper.start()
  const recorded = findRecorded()
  narrator.step(`${recorded.event} ${recorded.action ?? ''}, replayed`)
  stage.github.deliveries.replay(recorded)
  await stage.github.deliveries.settled()
  await keeper.idle()
  showOutcome()
}

/** The newest delivery of the event that was asked for. */
function findRecorded(): Delivery {
  const found = stage.github.world.deliveries.findLast(({ event }) => event === wanted)
  if (found !== undefined) return found
  const known = [...new Set(stage.github.world.deliveries.map(({ event }) => event))].join(', ')
  throw new Error(`no ${wanted} was recorded, only ${known}`)
}

/** What the keeper said, where it differs from what it said before. */
function showOutcome(): void {
  const { app, breaches } = stage.github
  const run = stage.repository.checkRuns.findLast(({ headSha }) => headSha === source.pull.headSha)
  const comments = source.comments.filter(({ author }) => author === app.bot)
  const said = JSON.stringify([run?.summary, comments.map(({ body }) => body)])
  if (said === shown) narrator.aside('the keeper says what it said before')
  else {
    if (run !== undefined)
      narrator.said(`check run: ${run.conclusion ?? run.status}. ${run.title ?? ''}`, run.summary ?? '')
    for (const { body } of comments) narrator.said(app.bot.login, body)
  }
  shown = said
  for (const breach of breaches) narrator.bad(breach)
  for (const line of listIssues(stage)) narrator.line(line)
  narrator.aside('waiting for a change')
}

/** Asked anew after each wait: a signal may come in any of them. */
function isEnding(): boolean {
  return ending
}

/** A second Ctrl-C, or one that something does not let end, ends at once. */
async function end(): Promise<void> {
  if (ending) process.exit(130)
  ending = true
  setTimeout(() => process.exit(130), 2000).unref()
  for (const finish of atEnd) await finish().catch(() => undefined)
  process.exit(0)
}
