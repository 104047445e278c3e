import type { PgBoss } from 'pg-boss'
import type { Database } from './database.ts'
import { jobQueue } from './queues.ts'

/**
 * Gives back at once what a killed process left behind. Only where this process is alone on the database: elsewhere
 * an active job may be another's, and a missed heartbeat tells.
 * @returns how many jobs will run again
 */
export async function recoverCrashed(boss: PgBoss, database: Database): Promise<number> {
  if (!database.exclusive) return 0
  const rows = await database.query(`SELECT id FROM pgboss.job WHERE name = $1 AND state = 'active'`, [
    jobQueue,
  ])
  const ids = rows.map(({ id }) => String(id))
  if (ids.length > 0) await boss.fail(jobQueue, ids, { crashed: true })
  // Without the wait of a job that failed.
  for (const id of ids) await boss.update(jobQueue, undefined, { id, startAfter: 0 })
  return ids.length
}
