import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileChange } from '../model/plan.ts'

/**
 * Writes a plan's files into a folder, each only where it differs.
 * @returns the paths that were written or deleted
 * @throws where a path leaves the folder or passes through a symbolic link
 */
export function writeFiles(directory: string, changes: readonly FileChange[]): readonly string[] {
  for (const { path } of changes) refuseUnsafe(directory, path)
  return changes
    .filter(({ path, content }) => readIfThere(join(directory, path)) !== content)
    .map(({ path, content }) => {
      const file = join(directory, path)
      if (content === null) rmSync(file)
      else {
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, content)
      }
      return path
    })
}

function readIfThere(file: string): string | null {
  const status = lstatSync(file, { throwIfNoEntry: false })
  return status?.isFile() === true ? readFileSync(file, 'utf8') : null
}

function refuseUnsafe(directory: string, path: string): void {
  const parts = path.split('/')
  if (path.startsWith('/') || parts.some((part) => ['', '.', '..', '.git'].includes(part))) {
    throw new Error(`will not write to ${JSON.stringify(path)}: it is not a plain path inside the repository`)
  }
  for (let length = 1; length <= parts.length; length++) {
    const status = lstatSync(join(directory, ...parts.slice(0, length)), { throwIfNoEntry: false })
    if (status?.isSymbolicLink() === true) {
      throw new Error(
        `will not write through the symbolic link ${JSON.stringify(parts.slice(0, length).join('/'))}`,
      )
    }
  }
}
