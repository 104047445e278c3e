import type { PgBoss } from 'pg-boss'
import { handlingOf, type JobOrigin, type JobRequest } from '../model/job.ts'
import type { JobQueue, Log } from '../model/ports.ts'
import type { Database } from './database.ts'
import { jobId } from './job-id.ts'
import { jobQueue, usualPace, type Pace, type QueuedJob } from './queues.ts'

export type QueueOptions = {
  readonly boss: PgBoss
  readonly database: Database
  readonly log: Log
  readonly now: () => Date
  /** Called when there is a new job, so that this process's worker need not wait for its next look. */
  readonly onNew: (runsAt: Date) => void
  readonly pace?: Pace
}

/** The queue, to put jobs in. */
export function openQueue(options: QueueOptions): JobQueue {
  return {
    enqueue: async (requests, origin) => {
      let added = 0
      for (const [index, request] of requests.entries()) {
        if (await enqueueOne(options, request, origin, jobId(origin.delivery, index))) added += 1
      }
      return added
    },
  }
}

async function enqueueOne(
  { boss, database, log, now, onNew, pace = usualPace }: QueueOptions,
  request: JobRequest,
  origin: JobOrigin,
  id: string,
): Promise<boolean> {
  const { lane, replaces, debounced } = handlingOf(request)
  const startAfter = new Date(now().getTime() + (debounced ? pace.debounceMilliseconds : 0))
  const job: QueuedJob = { request, origin, replaces }
  // Resolves once the row is committed; null means that a job of this id is there already.
  const sent = await boss.send(jobQueue, job, { id, singletonKey: lane, startAfter })
  if (sent === null) return false
  onNew(startAfter)
  if (replaces !== null) {
    // The new job is safe, and an older one that still runs besides it changes nothing: not worth failing for.
    await supersede(database, replaces, id).catch((error: unknown) => {
      log.warn({ err: error, job: id }, 'an older job could not be replaced')
    })
  }
  return true
}

/**
 * Cancels the waiting jobs that a newer one makes needless. By SQL of our own, because the library's `cancel` does
 * not spare a job that has just begun to run. The rows stay, so that their deliveries are known when sent again.
 */
async function supersede(database: Database, replaces: string, by: string): Promise<void> {
  await database.query(
    `UPDATE pgboss.job SET state = 'cancelled', completed_on = now(), output = $4::jsonb
     WHERE name = $1 AND state IN ('created', 'retry') AND data ->> 'replaces' = $2 AND id <> $3::uuid
       AND created_on <= (SELECT created_on FROM pgboss.job WHERE name = $1 AND id = $3::uuid)`,
    [jobQueue, replaces, by, JSON.stringify({ summary: `replaced by ${by}` })],
  )
}
