import type { Snapshot, SnapshotEntry } from '../model/snapshot.ts'

/** A snapshot as plain data, for the way to another thread. */
export type SnapshotMessage = {
  readonly commit: string
  readonly committedAt: string | null
  readonly entries: ReadonlyMap<string, SnapshotEntry>
  readonly texts: ReadonlyMap<string, string>
}

const packed = new WeakMap<Snapshot, SnapshotMessage>()

/** The same snapshot gives the same object, which one message then carries only once. */
export function packSnapshot(snapshot: Snapshot): SnapshotMessage {
  const known = packed.get(snapshot)
  if (known !== undefined) return known
  const texts = new Map<string, string>()
  for (const path of snapshot.entries.keys()) {
    const text = snapshot.readText(path)
    if (text !== null) texts.set(path, text)
  }
  const { commit, committedAt, entries } = snapshot
  const message = { commit, committedAt, entries, texts }
  packed.set(snapshot, message)
  return message
}

const unpacked = new WeakMap<SnapshotMessage, Snapshot>()

export function unpackSnapshot(message: SnapshotMessage): Snapshot {
  const known = unpacked.get(message)
  if (known !== undefined) return known
  const { commit, committedAt, entries, texts } = message
  const snapshot = { commit, committedAt, entries, readText: (path: string) => texts.get(path) ?? null }
  unpacked.set(message, snapshot)
  return snapshot
}
