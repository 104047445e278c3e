import type { Snapshot } from '../../model/snapshot.ts'
import { compareText } from './compare.ts'
import type { Files } from './value.ts'

type Type = 'regular' | 'directory' | 'symlink'

/** The files of a snapshot as Nix sees them: folders with their entries, sorted as Nix sorts. */
export function snapshotFiles(snapshot: Snapshot): Files {
  const folders = new Map<string, Map<string, Type>>([['', new Map()]])
  for (const { path, type } of snapshot.entries.values()) {
    const parts = path.split('/')
    let folder = ''
    for (const [index, name] of parts.entries()) {
      const last = index === parts.length - 1
      const kind: Type = last
        ? type === 'symlink'
          ? 'symlink'
          : type === 'submodule'
            ? 'directory'
            : 'regular'
        : 'directory'
      const entries = folders.get(folder) ?? new Map<string, Type>()
      folders.set(folder, entries.set(name, kind))
      folder = folder === '' ? name : `${folder}/${name}`
    }
  }
  const typeOf = (path: string): Type | null => {
    if (folders.has(path)) return 'directory'
    const slash = path.lastIndexOf('/')
    return folders.get(path.slice(0, Math.max(slash, 0)))?.get(path.slice(slash + 1)) ?? null
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
  }
}
