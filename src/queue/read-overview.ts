import { describeJob, type JobRequest } from '../model/job.ts'
import type { Database, Row } from './database.ts'
import { deadLetters, jobQueue } from './queues.ts'

/** The queue as the status page shows it. */
export type QueueOverview = {
  readonly waiting: number
  readonly running: number
  readonly dead: number
  /** When the job was added that waits longest; null where none waits. */
  readonly oldestWaiting: string | null
  readonly recent: readonly RecentJob[]
  readonly deadLetters: readonly DeadLetter[]
}

export type RecentJob = {
  readonly job: string
  readonly state: 'waiting' | 'retrying' | 'running' | 'done' | 'given up' | 'replaced'
  readonly event: string
  readonly delivery: string
  readonly summary: string
  readonly attempts: number
  readonly at: string
}

export type DeadLetter = {
  readonly job: string
  readonly event: string
  readonly delivery: string
  readonly kind: string
  readonly reason: string
  readonly at: string
}

const shown = 50

export async function readOverview(database: Database): Promise<QueueOverview> {
  const [counts] = await database.query(
    `SELECT count(*) FILTER (WHERE name = $1 AND state IN ('created', 'retry'))::int AS waiting,
            count(*) FILTER (WHERE name = $1 AND state = 'active')::int AS running,
            count(*) FILTER (WHERE name = $2 AND state = 'created')::int AS dead,
            min(created_on) FILTER (WHERE name = $1 AND state IN ('created', 'retry')) AS oldest
     FROM pgboss.job WHERE name IN ($1, $2)`,
    [jobQueue, deadLetters],
  )
  const recent = await database.query(
    `SELECT data, state::text AS state, output, retry_count,
            coalesce(completed_on, started_on, created_on) AS at
     FROM pgboss.job WHERE name = $1 ORDER BY coalesce(completed_on, started_on, created_on) DESC LIMIT $2`,
    [jobQueue, shown],
  )
  const dead = await database.query(
    `SELECT data, source_output, created_on AS at FROM pgboss.job
     WHERE name = $1 AND state = 'created' ORDER BY created_on DESC LIMIT $2`,
    [deadLetters, shown],
  )
  return {
    waiting: Number(counts?.['waiting'] ?? 0),
    running: Number(counts?.['running'] ?? 0),
    dead: Number(counts?.['dead'] ?? 0),
    oldestWaiting: timeOf(counts?.['oldest']),
    recent: recent.map(toRecentJob),
    deadLetters: dead.map(toDeadLetter),
  }
}

function toRecentJob(row: Row): RecentJob {
  const output = fieldsOf(row['output'])
  return {
    ...subjectOf(row),
    state: stateOf(String(row['state']), output['dead'] === true),
    summary: textOf(output['summary'] ?? output['message'] ?? fieldsOf(output['value'])['message']),
    attempts: Number(row['retry_count']) + (row['state'] === 'created' ? 0 : 1),
    at: timeOf(row['at']) ?? '',
  }
}

function stateOf(state: string, dead: boolean): RecentJob['state'] {
  if (dead || state === 'failed') return 'given up'
  if (state === 'created') return 'waiting'
  if (state === 'retry') return 'retrying'
  if (state === 'active') return 'running'
  return state === 'cancelled' ? 'replaced' : 'done'
}

/** A job whose process died too often comes here by the library's hand, without a failure of ours. */
function toDeadLetter(row: Row): DeadLetter {
  const failure = fieldsOf(fieldsOf(row['data'])['failure'])
  const crash = fieldsOf(fieldsOf(row['source_output'])['value'])
  return {
    ...subjectOf(row),
    kind: textOf(failure['kind'] ?? 'crash'),
    reason: textOf(failure['message'] ?? crash['message'] ?? 'the process died while it ran'),
    at: timeOf(row['at']) ?? '',
  }
}

function subjectOf(row: Row): { job: string; event: string; delivery: string } {
  const data = fieldsOf(row['data'])
  const origin = fieldsOf(data['origin'])
  return {
    // Rows of this queue are written by this room alone.
    job: describeJob(data['request'] as JobRequest),
    event: textOf(origin['event']),
    delivery: textOf(origin['delivery']),
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function timeOf(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : null
}
