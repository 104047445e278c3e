import type { Records, Store } from '../model/ports.ts'
import type { RepositoryRef } from '../model/repository.ts'
import type { Database } from './database.ts'

/** What the keeper remembers, in one table of the queue's database. */
export async function openStore(database: Database): Promise<Store> {
  await database.query('CREATE SCHEMA IF NOT EXISTS nur_keeper')
  await database.query(
    `CREATE TABLE IF NOT EXISTS nur_keeper.record (
       repository bigint NOT NULL,
       topic text NOT NULL,
       key text NOT NULL,
       value jsonb NOT NULL,
       written_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (repository, topic, key)
     )`,
  )
  return {
    reviews: records(database, 'review'),
    branches: records(database, 'branch'),
    comments: records(database, 'comment'),
    issues: records(database, 'issue'),
    moods: records(database, 'mood'),
    texts: records(database, 'text'),
    configs: records(database, 'config'),
  }
}

/** Only this module writes the table, so what it reads has the shape it wrote. */
function records<T>(database: Database, topic: string): Records<T> {
  const where = 'WHERE repository = $1 AND topic = $2 AND key = $3'
  const key = (repository: RepositoryRef, name: string): unknown[] => [repository.id, topic, name]
  return {
    read: async (repository, name) => {
      const [row] = await database.query(
        `SELECT value FROM nur_keeper.record ${where}`,
        key(repository, name),
      )
      return row === undefined ? null : (row['value'] as T)
    },
    write: async (repository, name, value) => {
      await database.query(
        `INSERT INTO nur_keeper.record (repository, topic, key, value) VALUES ($1, $2, $3, $4::jsonb)
         ON CONFLICT (repository, topic, key) DO UPDATE SET value = EXCLUDED.value, written_at = now()`,
        [...key(repository, name), JSON.stringify(value)],
      )
    },
    remove: async (repository, name) => {
      await database.query(`DELETE FROM nur_keeper.record ${where}`, key(repository, name))
    },
  }
}
