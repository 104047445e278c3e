import type { FileChange } from '../../model/plan.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { byCodeUnit } from '../text/words.ts'

/** Files of a snapshot with changes on top, so that several modules can edit the same aggregator. */
export type FileEdits = {
  /** The file's text as it stands now; null where there is none. */
  read(path: string): string | null
  write(path: string, text: string): void
  /** What differs from the snapshot, sorted by path. */
  changes(): readonly FileChange[]
}

export function createFileEdits(snapshot: Snapshot): FileEdits {
  const written = new Map<string, string>()
  return {
    read: (path) => written.get(path) ?? snapshot.readText(path),
    write: (path, text) => void written.set(path, text),
    changes: () =>
      [...written]
        .filter(([path, text]) => snapshot.readText(path) !== text)
        .map(([path, content]) => ({ path, content }))
        .sort((a, b) => byCodeUnit(a.path, b.path)),
  }
}
