import type { PgBoss } from 'pg-boss'
import { jobId } from './job-id.ts'
import { deadLetters, jobQueue, type DeadJob, type Failure, type QueuedJob } from './queues.ts'

/** Lays a job into the dead letters, with the reason, and ends it. After a crash in between it is done again, once. */
export async function buryJob(
  boss: PgBoss,
  job: { readonly id: string; readonly retryCount: number; readonly data: QueuedJob },
  failure: Failure,
): Promise<void> {
  const dead: DeadJob = { ...job.data, failure, diedAt: new Date().toISOString() }
  await boss.send(deadLetters, dead, { id: jobId(job.id, 1) })
  const attempt = { id: job.id, retryCount: job.retryCount }
  await boss.complete(jobQueue, attempt, { summary: `given up: ${failure.message}`, dead: true })
}
