import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './usage-error.ts'

/**
 * The absolute path of a folder.
 * @throws UsageError where it is not there
 */
export function requireFolder(directory: string): string {
  const root = resolve(directory)
  if (!existsSync(root)) throw new UsageError(`there is no folder ${directory}`)
  if (!statSync(root).isDirectory()) throw new UsageError(`${directory} is not a folder`)
  return root
}
