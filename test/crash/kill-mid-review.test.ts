import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KeeperProcess } from '../../demo/keeper-process.ts'
import type { PullIssue } from '../../local-github/model.ts'
import { waitUntil } from '../../local-github/wait-until.ts'
import { lantern, smallNur } from '../e2e/small-nur.ts'
import { leaveStage, setStage, type Stage } from '../support/github.ts'

// The server is killed with -9 in the middle of a job, before and after its writes, and started again. What was
// acknowledged is done, and done once. `npm run test:crash` does so at each of its writes, every run at two.

const isThorough = process.env['CRASH_ROUNDS'] !== undefined
jest.setTimeout(240_000)
/** A start and a review after it, on a machine that does much else. */
const patience = 150_000

let stage: Stage
let keeper: KeeperProcess
let folder: string
beforeAll(async () => {
  stage = await setStage(smallNur)
  folder = await mkdtemp(join(tmpdir(), 'keeper-crash-'))
  keeper = await KeeperProcess.create({ ...stage.github.environment(), DATA_DIR: folder, LOG_LEVEL: 'fatal' })
  stage.github.app.webhookUrl = `${keeper.url}/api/github/webhooks`
  await keeper.start()
})
afterAll(async () => {
  await keeper.stop()
  await leaveStage(stage)
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  stage.github.faults.clear()
  if (!keeper.isRunning) await keeper.start()
})

let rounds = 0

async function propose(): Promise<PullIssue> {
  const branch = `add-${++rounds}`
  const checkout = await stage.member.clone(stage.repository)
  await checkout.switchTo('main')
  await checkout.branch(branch)
  await checkout.commit(branch, lantern)
  await checkout.push()
  await checkout.remove()
  const { data } = await stage.member.rest.pulls.create({
    ...stage.route,
    title: branch,
    head: branch,
    base: 'main',
  })
  return pullOf(data.number)
}

function pullOf(number: number): PullIssue {
  const found = stage.github.world.pulls(stage.repository).find((one) => one.number === number)
  if (found === undefined) throw new Error(`#${number} is no pull request`)
  return found
}

/** The writes of one review, in their order. */
const writes: readonly (readonly [string, RegExp])[] = [
  ['POST', /\/git\/trees$/],
  ['POST', /\/git\/commits$/],
  ['POST', /\/git\/refs$/],
  ['POST', /\/pulls$/],
  ['POST', /\/issues\/\d+\/comments$/],
  ['POST', /\/check-runs$/],
]

const points = (['drop', 'lose-answer'] as const).flatMap((type) =>
  writes.map(([method, path], index) => ({ type, method, path, always: index === 2 })),
)

describe('kill -9 in the middle of a review', () => {
  for (const { type, method, path } of points.filter(({ always }) => always || isThorough)) {
    it(`${type === 'drop' ? 'before' : 'after'} ${method} ${path.source}`, async () => {
      let killed = Promise.resolve()
      const kill = (): void => {
        killed = keeper.stop('SIGKILL')
      }
      // The first pull request is the contributor's.
      const skip = path.test('/pulls') ? 1 : 0
      stage.github.faults.add(method, path, { type, also: kill }, { skip })
      const source = await propose()
      await waitUntil('the kill', () => !keeper.isRunning, patience)
      await killed
      await keeper.start()
      await waitUntil('the review', () => isReviewed(source), patience)
      await stage.github.deliveries.settled()
      await keeper.idle()
      const followUps = stage.github.world
        .pulls(stage.repository)
        .filter(({ pull }) => pull.headBranch === `nur-keeper/scaffold/${source.number}`)
      expect(followUps).toMatchObject([{ state: 'open', pull: { draft: true } }])
      expect(source.comments.map(({ author }) => author.login)).toEqual(['nur-keeper[bot]'])
      const main = (await stage.repository.git.readRef('refs/heads/main')) ?? ''
      expect(await stage.repository.git.log(main, followUps[0]?.pull.headSha ?? '')).toHaveLength(1)
    })
  }
})

function isReviewed({ pull }: PullIssue): boolean {
  return stage.repository.checkRuns.some(
    ({ headSha, status }) => headSha === pull.headSha && status === 'completed',
  )
}
