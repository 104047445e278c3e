import type { Snapshot, SnapshotEntry } from '../../model/snapshot.ts'
import { compareText } from './compare.ts'
import type { Files } from './value.ts'

type Type = 'regular' | 'directory' | 'symlink'

/** The files of a snapshot as Nix sees them: folders with their entries, sorted as Nix sorts. */
export function snapshotFiles(snapshot: Pick<Snapshot, 'entries' | 'readText'>): Files {
  const folders = new Map<string, Map<string, Type>>([['', new Map()]])
  for (const entry of snapshot.entries.values()) {
    let type = typeOfEntry(entry)
    let path = entry.path
    // Up to the first folder that is known already.
    for (;;) {
      const { folder, name } = split(path)
      const standing = folders.get(folder)
      if (standing !== undefined) {
        standing.set(name, type)
        break
      }
      folders.set(folder, new Map([[name, type]]))
      path = folder
      type = 'directory'
    }
  }
  const typeOf = (path: string): Type | null => {
    if (folders.has(path)) return 'directory'
    const { folder, name } = split(path)
    return folders.get(folder)?.get(name) ?? null
  }
  return {
    readText: (path) => snapshot.readText(path),
    typeOf,
    readDir: (path) => {
      const entries = folders.get(path)
      if (entries === undefined) return null
      return [...entries]
        .map(([name, type]) => ({ name, type }))
        .sort((left, right) => compareText(left.name, right.name))
    },
    opacity: (path) => {
      for (let at = path; at !== ''; at = split(at).folder) {
        const type = snapshot.entries.get(at)?.type
        if (type === 'symlink') return `${at} is a symbolic link`
        if (type === 'submodule') return `${at} is another repository`
        if (type === 'closed') return `${at} may not be read`
      }
      return null
    },
  }
}

function typeOfEntry({ type }: SnapshotEntry): Type {
  return type === 'file' ? 'regular' : type === 'symlink' ? 'symlink' : 'directory'
}

function split(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/')
  return { folder: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) }
}
