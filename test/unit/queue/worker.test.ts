import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { PgBoss } from 'pg-boss'
import { PermanentFault, TransientFault } from '../../../src/model/fault.ts'
import type { JobRequest } from '../../../src/model/job.ts'
import type { JobQueue } from '../../../src/model/ports.ts'
import type { Database } from '../../../src/queue/database.ts'
import { openEmbedded } from '../../../src/queue/open-embedded.ts'
import { openPostgres } from '../../../src/queue/open-postgres.ts'
import { openQueue } from '../../../src/queue/open-queue.ts'
import { deadLetters, jobQueue, startBoss, type DeadJob } from '../../../src/queue/queues.ts'
import { readOverview } from '../../../src/queue/read-overview.ts'
import { recoverCrashed } from '../../../src/queue/recover-crashed.ts'
import { Worker } from '../../../src/queue/worker.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {
  // Failures are what these tests are about.
}

const postgres: TestPostgres | null = await startPostgres()
afterAll(async () => {
  await postgres?.stop()
})

const backends: readonly (readonly [
  string,
  () => Promise<{ database: Database; remove: () => Promise<void> }>,
])[] = [
  [
    'the embedded database',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'queue-'))
      const database = await openEmbedded({ folder, onLockLost: ignore })
      return { database, remove: () => rm(folder, { recursive: true, force: true }) }
    },
  ],
  ...(postgres === null
    ? []
    : [
        [
          'Postgres',
          async () => ({ database: await openPostgres(postgres.url), remove: () => Promise.resolve() }),
        ] as const,
      ]),
]

describe.each(backends)('the queue on %s', (_, open) => {
  let database: Database
  let remove: () => Promise<void>
  let boss: PgBoss
  let queue: JobQueue
  let worker: Worker | null = null
  let run: (request: JobRequest) => Promise<string>
  const given: string[] = []

  beforeAll(async () => {
    ;({ database, remove } = await open())
    boss = await startBoss(database, ignore)
    queue = openQueue({
      boss,
      database,
      log: silent,
      now: () => new Date(),
      onNew: (at) => {
        worker?.wake(at)
      },
    })
  })
  afterAll(async () => {
    await worker?.stop(1000)
    await boss.stop({ graceful: false })
    await database.close()
    await remove()
  })
  beforeEach(async () => {
    await worker?.stop(1000)
    worker = null
    given.length = 0
    await boss.deleteAllJobs(jobQueue)
    await boss.deleteAllJobs(deadLetters)
  })

  function startWorker(concurrency = 4): void {
    worker = new Worker({
      boss,
      log: silent,
      concurrency,
      onDone: ignore,
      handlers: {
        run: (request) => run(request),
        giveUp: (request) => {
          given.push(request.type)
          return Promise.resolve()
        },
        classify: (error) => error,
      },
    })
    worker.start()
  }

  const head = (id: number, sha: string): JobRequest => ({
    type: 'review-head',
    repository: { installation: 1, id, owner: 'o', name: 'n' },
    sha,
  })
  const review = (pullRequest: number): JobRequest => ({
    type: 'review-pull-request',
    repository: { installation: 1, id: 1, owner: 'o', name: 'n' },
    pullRequest,
  })
  const enqueue = (request: JobRequest, delivery: string = randomUUID()): Promise<number> =>
    queue.enqueue([request], { delivery, event: 'test' })

  async function atRest(): Promise<void> {
    for (let tries = 0; tries < 1000; tries++) {
      const { waiting, running } = await readOverview(database)
      if (waiting + running === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    throw new Error('the queue does not come to rest')
  }

  it('takes a delivery once, whatever its id looks like', async () => {
    expect(await enqueue(head(1, 'a'), 'one and the same')).toBe(1)
    expect(await enqueue(head(1, 'a'), 'one and the same')).toBe(0)
    const id = randomUUID()
    expect(await enqueue(head(1, 'b'), id)).toBe(1)
    expect(await enqueue(head(1, 'b'), id.toUpperCase())).toBe(0)
  })

  it('takes every job of a delivery, also where the first was taken before a crash', async () => {
    const delivery = randomUUID()
    await queue.enqueue([head(1, 'a')], { delivery, event: 'test' })
    expect(await queue.enqueue([head(1, 'a'), head(2, 'b')], { delivery, event: 'test' })).toBe(1)
  })

  it('runs the jobs of a repository strictly one at a time, and those of others beside them', async () => {
    const active = new Map<string, number>()
    let together = 0
    let most = 0
    run = async (request) => {
      const key = 'repository' in request ? String(request.repository.id) : ''
      active.set(key, (active.get(key) ?? 0) + 1)
      most = Math.max(most, active.get(key) ?? 0)
      together = Math.max(
        together,
        [...active.values()].reduce((sum, count) => sum + count, 0),
      )
      await new Promise((resolve) => setTimeout(resolve, 15))
      active.set(key, (active.get(key) ?? 0) - 1)
      return 'done'
    }
    for (let index = 0; index < 30; index++) await enqueue(head(index % 3, String(index)))
    startWorker()
    await atRest()
    expect(most).toBe(1)
    expect(together).toBeGreaterThan(1)
  })

  it('lets a newer job for a pull request replace one that waits, and runs the newest last', async () => {
    const ran: number[] = []
    run = (request) => {
      if (request.type === 'review-pull-request') ran.push(request.pullRequest)
      return Promise.resolve('done')
    }
    startWorker()
    const first = randomUUID()
    await enqueue(review(7), first)
    await enqueue(review(8))
    await enqueue(review(7))
    await enqueue(review(7))
    await atRest()
    expect(ran.toSorted()).toEqual([7, 8])
    // A delivery that was replaced is known all the same.
    expect(await enqueue(review(7), first)).toBe(0)
  })

  it('does not replace a job that runs', async () => {
    let ran = 0
    const begun = Promise.withResolvers<undefined>()
    run = async () => {
      ran++
      begun.resolve(undefined)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return 'done'
    }
    startWorker()
    await enqueue(review(7))
    await begun.promise
    await enqueue(review(7))
    await atRest()
    expect(ran).toBe(2)
  })

  it('tries again at the time that was named, while others of the same lane go on', async () => {
    const ran: string[] = []
    run = (request) => {
      const sha = request.type === 'review-head' ? request.sha : ''
      ran.push(sha)
      if (ran.filter((one) => one === 'limited').length === 1 && sha === 'limited') {
        throw new TransientFault('limited', new Date(Date.now() + 1500))
      }
      return Promise.resolve('done')
    }
    startWorker()
    await enqueue(head(1, 'limited'))
    await enqueue(head(1, 'next'))
    await atRest()
    expect(ran).toEqual(['limited', 'next', 'limited'])
  })

  it('gives a permanent failure up at once, with its delivery and reason', async () => {
    run = () => Promise.reject(new PermanentFault('the repository is gone'))
    startWorker()
    const delivery = randomUUID()
    await enqueue(head(1, 'gone'), delivery)
    await enqueue(head(1, 'gone too'))
    await atRest()
    expect(given).toEqual(['review-head', 'review-head'])
    const overview = await readOverview(database)
    expect(overview.dead).toBe(2)
    expect(overview.deadLetters).toContainEqual(
      expect.objectContaining({ delivery, kind: 'permanent', reason: 'the repository is gone' }),
    )
    const [dead] = await boss.findJobs<DeadJob>(deadLetters)
    expect(dead?.data.request.type).toBe('review-head')
  })

  it('gives back at start what a killed process left running', async () => {
    if (!database.exclusive) return
    await enqueue(head(1, 'a'))
    expect(await boss.fetch(jobQueue)).toHaveLength(1)
    expect(await recoverCrashed(boss, database)).toBe(1)
    const ran: string[] = []
    run = (request) => {
      ran.push(request.type)
      return Promise.resolve('done')
    }
    startWorker()
    await atRest()
    expect(ran).toEqual(['review-head'])
  })

  it('returns a job that outlasts the stop', async () => {
    const begun = Promise.withResolvers<undefined>()
    const end = Promise.withResolvers<string>()
    run = async () => {
      begun.resolve(undefined)
      return await end.promise
    }
    startWorker()
    await enqueue(head(1, 'long'))
    await begun.promise
    await worker?.stop(50)
    expect(await readOverview(database)).toMatchObject({ waiting: 1, running: 0 })
    end.resolve('too late')
  })

  it('waits for a job that ends in time', async () => {
    let ended = false
    run = async () => {
      await new Promise((resolve) => setTimeout(resolve, 200))
      ended = true
      return 'done'
    }
    startWorker()
    await enqueue(head(1, 'short'))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await worker?.stop(5000)
    expect(ended).toBe(true)
    expect(await readOverview(database)).toMatchObject({ waiting: 0, running: 0 })
  })
})
