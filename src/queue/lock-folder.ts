import { lock } from 'proper-lockfile'
import { DatabaseUnavailable } from './database.ts'

/** A holder that did not touch its lock for so long is dead, in milliseconds. */
const stale = 5000
/** A killed process leaves its lock: wait until it must be stale, and a little. */
const retries = { retries: 8, factor: 1, minTimeout: 800, maxTimeout: 800 }

/**
 * Takes a folder for this process alone.
 * @returns how to give it back
 * @throws DatabaseUnavailable where another process has it
 */
export async function lockFolder(
  folder: string,
  onLost: (error: Error) => void,
): Promise<() => Promise<void>> {
  try {
    const release = await lock(folder, { stale, update: 1000, retries, onCompromised: onLost })
    return async () => {
      await release().catch(() => undefined)
    }
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'ELOCKED') throw error
    throw new DatabaseUnavailable(
      `another nur-keeper is running on ${folder}: stop it, or set DATA_DIR to another folder`,
      { cause: error },
    )
  }
}
