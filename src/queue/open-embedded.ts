import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { fromPglite } from 'pg-boss'
import { DatabaseUnavailable, type Database } from './database.ts'
import { lockFolder } from './lock-folder.ts'

export type EmbeddedOptions = {
  readonly folder: string
  /** Called where another process took the folder over: this one must stop at once. */
  readonly onLockLost: (error: Error) => void
  /** A dump to start from instead of an empty database; for tests. */
  readonly loadDataDir?: Blob
}

/**
 * Opens the embedded database (PGlite) below a folder. PGlite takes no lock of its own and two processes on one
 * folder would destroy it, so a lock file is held as long as it is open.
 * @throws DatabaseUnavailable where another process holds the folder
 */
export async function openEmbedded({ folder, onLockLost, loadDataDir }: EmbeddedOptions): Promise<Database> {
  await mkdir(folder, { recursive: true })
  const unlock = await lockFolder(folder, onLockLost)
  const lite = new PGlite(join(folder, 'postgres'), loadDataDir === undefined ? {} : { loadDataDir })
  try {
    await lite.waitReady
  } catch (error) {
    await unlock()
    throw new DatabaseUnavailable(
      `the embedded database under ${folder} does not open: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
  return {
    name: `embedded under ${folder}`,
    exclusive: true,
    bossOptions: { db: fromPglite(lite), backend: 'pglite' },
    query: async (text, values) => {
      const result = await lite.query<Record<string, unknown>>(text, [...(values ?? [])])
      return result.rows
    },
    close: async () => {
      await lite.close()
      await unlock()
    },
  }
}
