/**
 * An immutable tree at one commit. Reading is synchronous, because the core is: an adapter has the
 * contents at hand (on disk or in memory) before it hands a snapshot out.
 */
export type Snapshot = {
  /** Full commit id, or `worktree` for a checkout with its uncommitted changes. */
  readonly commit: string
  /** When that commit was made, ISO 8601 in UTC; null for a working tree without commits. */
  readonly committedAt: string | null
  /** Every file by its path from the root: `/`-separated, sorted by code unit. Symlinks are entries, never followed out. */
  readonly entries: ReadonlyMap<string, SnapshotEntry>
  /** The file's content decoded as UTF-8; null where there is no such file, or it is not text or over the size limit. */
  readText(path: string): string | null
}

export type SnapshotEntry = {
  readonly path: string
  /** git blob id (SHA-1 or SHA-256, hex). */
  readonly hash: string
  /** `closed`: a folder on disk that may not be read. */
  readonly type: 'file' | 'symlink' | 'submodule' | 'closed'
  readonly executable: boolean
  /** Bytes; null where the source does not tell. */
  readonly size: number | null
}
