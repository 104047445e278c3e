import { createHash } from 'node:crypto'
import { textSizeLimit } from '../model/decode-text.ts'
import type { Snapshot } from '../model/snapshot.ts'

/** Above this, in bytes, reading every file costs more than a check does. */
export const fingerprintLimit = 256 * 1024 * 1024

/**
 * Stands for everything that can be seen of a tree: each file's path, type, mode, size and text. A file that is no
 * text is seen by its size alone.
 * @returns null where the tree is so large that it is not worth its reading
 */
export function treeFingerprint(snapshot: Snapshot, limit = fingerprintLimit): string | null {
  const hash = createHash('sha256')
  let bytes = 0
  for (const { path, type, executable, size } of snapshot.entries.values()) {
    const isRead = type === 'file' && (size ?? 0) <= textSizeLimit
    bytes += isRead ? (size ?? 0) : 0
    if (bytes > limit) return null
    const text = isRead ? snapshot.readText(path) : null
    hash.update(JSON.stringify([path, type, executable, size, text === null ? null : text.length]))
    if (text !== null) hash.update(text)
  }
  return hash.digest('hex')
}
