import { Pool } from 'pg'
import { DatabaseUnavailable, type Database } from './database.ts'

/**
 * Opens a Postgres database.
 * @param connectionString `DATABASE_URL`
 * @throws DatabaseUnavailable where it cannot be reached; the message has no password
 */
export async function openPostgres(connectionString: string): Promise<Database> {
  const pool = new Pool({ connectionString, max: 4, application_name: 'nur-keeper' })
  // A broken idle connection is replaced by the next query; unheard, it would end the process.
  pool.on('error', () => undefined)
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    await pool.end()
    const reason = error instanceof Error && error.message !== '' ? error.message : 'no connection'
    throw new DatabaseUnavailable(`the database of DATABASE_URL cannot be reached: ${reason}`, {
      cause: error,
    })
  }
  return {
    name: 'Postgres',
    exclusive: false,
    bossOptions: { connectionString, max: 4, application_name: 'nur-keeper-queue' },
    query: async (text, values) => {
      const result = await pool.query<Record<string, unknown>>(text, [...(values ?? [])])
      return result.rows
    },
    close: async () => {
      await pool.end()
    },
  }
}
