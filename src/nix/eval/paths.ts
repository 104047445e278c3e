import { PathValue, Unknown, type FileText } from './value.ts'

/** What a path literal of a file means: relative to the file's folder, absolute, or in a home (not known). */
export function literalPath(text: string, file: string): PathValue | Unknown {
  if (text.startsWith('~')) return new Unknown('a path in a home directory depends on who runs Nix')
  if (text.startsWith('/')) return normalise(text.slice(1), false)
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
  return normalise(`${folder}/${text}`, true)
}

/** A path with text appended, as `path + "text"`: joined, then cleaned of `.` and `..`. */
export function joinPath(base: PathValue, text: string): PathValue | Unknown {
  return normalise(base.path + text, base.inSnapshot)
}

/**
 * Removes `.`, `..` and double slashes. Leaving the snapshot is unknown: what lies beside a checkout is
 * not the repository's.
 */
export function normalise(path: string, inSnapshot: boolean): PathValue | Unknown {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined && inSnapshot) return new Unknown('the path leaves the repository')
  }
  return new PathValue(parts.join('/'), inSnapshot)
}

/** The text of a path of the snapshot, or of its copy in the store: only its end is known. */
export function textOfPath(path: string, copy: FileText['copy']): Unknown {
  const reason = copy === 'none' ? 'where the repository lies on disk' : 'the store path of a copied file'
  const end = path === '' || copy === 'folder' ? '' : `/${path}`
  return new Unknown(reason, null, null, { end, copy, root: copy === 'folder' ? path : '' })
}

/** How such a text ends, as far as that is known: a copy of one file is called `<hash>-<name>`. */
export function knownEnd({ end, copy }: FileText): string {
  return copy === 'file' ? `-${end.slice(end.lastIndexOf('/') + 1)}` : end
}

/** The path that such a text means. A copy of a folder has nothing around it. */
export function pathOfText({ end, root }: FileText): PathValue | Unknown {
  if (end !== '' && !end.startsWith('/')) return new Unknown('a path beside the repository')
  const below = normalise(end, true)
  return below instanceof Unknown || root === '' ? below : normalise(`${root}/${below.path}`, true)
}
