import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Snapshot, SnapshotEntry } from '../../src/model/snapshot.ts'

/** A snapshot from path → text, for tests. Hashes are git's own blob ids. */
export function memorySnapshot(files: Readonly<Record<string, string>>, commit = 'a'.repeat(40)): Snapshot {
  const contents = new Map(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
  const entries = new Map<string, SnapshotEntry>()
  for (const [path, text] of contents) {
    const size = Buffer.byteLength(text)
    const hash = createHash('sha1').update(`blob ${size}\0`).update(text).digest('hex')
    entries.set(path, { path, hash, type: 'file', executable: false, size })
  }
  return {
    commit,
    committedAt: '2026-01-02T03:04:05Z',
    entries,
    readText: (path) => contents.get(path) ?? null,
  }
}

/** A snapshot of every regular file below a folder, for golden cases. */
export function folderSnapshot(folder: string): Snapshot {
  const files: Record<string, string> = {}
  const walk = (relative: string): void => {
    for (const name of readdirSync(join(folder, relative)).sort()) {
      const path = relative === '' ? name : `${relative}/${name}`
      const status = lstatSync(join(folder, path))
      if (status.isDirectory() && name !== '.git') walk(path)
      else if (status.isFile()) files[path] = readFileSync(join(folder, path), 'utf8')
    }
  }
  walk('')
  return memorySnapshot(files)
}
