import { PgBoss } from 'pg-boss'
import type { JobOrigin, JobRequest } from '../model/job.ts'
import type { Database } from './database.ts'

/** What a row of the queue holds. */
export type QueuedJob = {
  readonly request: JobRequest
  readonly origin: JobOrigin
  /** The key under which a newer job replaces it while it waits. */
  readonly replaces: string | null
}

/** Why a job was given up. */
export type Failure = {
  readonly kind: 'permanent' | 'transient' | 'bug' | 'crash'
  readonly message: string
}

export type DeadJob = QueuedJob & { readonly failure: Failure; readonly diedAt: string }

export const jobQueue = 'jobs'
export const deadLetters = 'dead-letters'

/** How often a job is tried in all, before it is given up. With the delays below: for about a day. */
export const attemptLimit = 30
/** How often a job is tried that fails by a fault of our own, or whose process dies. */
export const bugAttemptLimit = 4

/** What tests hurry. */
export type Pace = {
  /** How long a job that a newer one may replace waits for it. */
  readonly debounceMilliseconds: number
  /** The first wait after a failure; each is longer than the one before. */
  readonly retrySeconds: number
}

export const usualPace: Pace = { debounceMilliseconds: 1000, retrySeconds: 5 }

const day = 24 * 3600

/** Starts the queue library on a database, with its two queues. */
export async function startBoss(
  database: Database,
  onError: (error: Error) => void,
  { retrySeconds } = usualPace,
): Promise<PgBoss> {
  const boss = new PgBoss({ ...database.bossOptions, schedule: false, registerInstance: false })
  boss.on('error', onError)
  await boss.start()
  const existing = (await boss.getQueues()).map(({ name }) => name)
  if (!existing.includes(deadLetters)) {
    await boss.createQueue(deadLetters, { retentionSeconds: 90 * day })
  }
  if (!existing.includes(jobQueue)) {
    await boss.createQueue(jobQueue, {
      // One active job a key, strictly, whatever waits or failed: the key is the job's lane.
      policy: 'singleton',
      deadLetter: deadLetters,
      retryLimit: attemptLimit,
      retryDelay: retrySeconds,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: 3600,
      heartbeatSeconds: 60,
      deleteAfterSeconds: 7 * day,
    })
  }
  return boss
}
