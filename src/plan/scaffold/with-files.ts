import type { Snapshot } from '../../model/snapshot.ts'
import { byCodeUnit } from '../text/words.ts'

/** A snapshot with files on top. Their hashes are not git's: nothing asks for them. */
export function withFiles(snapshot: Snapshot, files: ReadonlyMap<string, string>): Snapshot {
  const entries = new Map(snapshot.entries)
  for (const path of files.keys()) {
    entries.set(path, { path, hash: `scaffold:${path}`, type: 'file', executable: false, size: null })
  }
  return {
    ...snapshot,
    entries: new Map([...entries].sort(([a], [b]) => byCodeUnit(a, b))),
    readText: (path) => files.get(path) ?? snapshot.readText(path),
  }
}
