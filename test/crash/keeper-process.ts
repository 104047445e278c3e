// A process with the queue and a worker, made to be killed: it acknowledges what is committed, and writes down what it
// begins and ends. Used by the crash test.
import { appendFileSync } from 'node:fs'
import { openEmbedded } from '../../src/queue/open-embedded.ts'
import { openPostgres } from '../../src/queue/open-postgres.ts'
import { openQueue } from '../../src/queue/open-queue.ts'
import { startBoss } from '../../src/queue/queues.ts'
import { recoverCrashed } from '../../src/queue/recover-crashed.ts'
import { Worker } from '../../src/queue/worker.ts'

const [folder = '', journal = '', databaseUrl = ''] = process.argv.slice(2)
const ignore = (): void => undefined
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }

const database =
  databaseUrl === '' ? await openEmbedded({ folder, onLockLost: ignore }) : await openPostgres(databaseUrl)
const boss = await startBoss(database, ignore)
await recoverCrashed(boss, database)
const worker = new Worker({
  boss,
  log,
  concurrency: 4,
  onDone: ignore,
  handlers: {
    run: async (request) => {
      const key = request.type === 'review-head' ? `${request.repository.id} ${request.sha}` : request.type
      appendFileSync(journal, `begin ${process.pid} ${key}\n`)
      await new Promise((resolve) => setTimeout(resolve, 10))
      appendFileSync(journal, `end ${process.pid} ${key}\n`)
      return 'done'
    },
    giveUp: () => Promise.resolve(),
    classify: (error) => error,
  },
})
const queue = openQueue({
  boss,
  database,
  log,
  now: () => new Date(),
  onNew: (at) => {
    worker.wake(at)
  },
})
worker.start()

process.on('message', (number: number) => {
  const repository = { installation: 1, id: number % 5, owner: 'o', name: 'n' }
  queue
    .enqueue([{ type: 'review-head', repository, sha: String(number) }], {
      delivery: `delivery ${number}`,
      event: 'crash',
    })
    .then(() => process.send?.(number), ignore)
})
process.send?.('ready')
