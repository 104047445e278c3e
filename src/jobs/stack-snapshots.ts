import type { Snapshot, SnapshotEntry } from '../model/snapshot.ts'

/**
 * What a tree will be once a change is on top of it: the files of `below`, with those that differ between `base` and
 * `head` as they are in `head`.
 */
export function stackSnapshots(below: Snapshot, base: Snapshot, head: Snapshot): Snapshot {
  const changed = new Set(
    [...base.entries.keys(), ...head.entries.keys()].filter(
      (path) => base.entries.get(path)?.hash !== head.entries.get(path)?.hash,
    ),
  )
  const kept = [...below.entries].filter(([path]) => !changed.has(path))
  const added = [...changed].flatMap((path): [string, SnapshotEntry][] => {
    const entry = head.entries.get(path)
    return entry === undefined ? [] : [[path, entry]]
  })
  const entries = new Map([...kept, ...added].sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    commit: `${below.commit}+${head.commit}`,
    committedAt: head.committedAt,
    entries,
    readText: (path) => (changed.has(path) ? head : below).readText(path),
  }
}
