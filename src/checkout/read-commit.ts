import { decodeText, textSizeLimit } from '../model/decode-text.ts'
import type { Snapshot, SnapshotEntry } from '../model/snapshot.ts'
import { git } from './git.ts'

/** Files that the core reads in nearly every run: fetched in one go. All others are fetched when asked for. */
const eager = /\.(nix|md|json|ya?ml|toml|hbs)$/

/**
 * Reads one commit of a local git repository.
 * @param directory a folder in the repository: the root of the snapshot, as for the work tree
 * @param revision anything `git rev-parse` understands
 * @throws GitError where there is no such repository or revision
 */
export function readCommit(directory: string, revision: string): Snapshot {
  const commit = git(directory, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ])
    .toString('utf8')
    .trim()
  const seconds = Number(git(directory, ['show', '-s', '--format=%ct', commit]).toString('utf8').trim())
  const entries = readTree(directory, commit)
  const contents = readBlobs(
    directory,
    [...entries.values()].filter((entry) => isReadable(entry) && eager.test(entry.path)),
  )
  return {
    commit,
    committedAt: new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'),
    entries,
    readText: (path) => {
      const entry = entries.get(path)
      if (entry === undefined || !isReadable(entry)) return null
      if (!contents.has(entry.hash)) {
        contents.set(entry.hash, decodeText(git(directory, ['cat-file', 'blob', entry.hash])))
      }
      return contents.get(entry.hash) ?? null
    },
  }
}

function isReadable(entry: SnapshotEntry): boolean {
  return entry.type === 'file' && (entry.size ?? 0) <= textSizeLimit
}

/** `git ls-tree -r -z --long`: mode SP type SP object SP+ size TAB path NUL. */
function readTree(directory: string, commit: string): Map<string, SnapshotEntry> {
  const listing = git(directory, ['ls-tree', '-r', '-z', '--long', commit]).toString('utf8')
  const found = listing
    .split('\0')
    .filter((line) => line !== '')
    .map((line): SnapshotEntry => {
      const tab = line.indexOf('\t')
      const [mode = '', , hash = '', size = '-'] = line.slice(0, tab).split(/ +/)
      return {
        path: line.slice(tab + 1),
        hash,
        type: mode === '120000' ? 'symlink' : mode === '160000' ? 'submodule' : 'file',
        executable: mode === '100755',
        size: size === '-' ? null : Number(size),
      }
    })
  return new Map(found.sort((a, b) => (a.path < b.path ? -1 : 1)).map((entry) => [entry.path, entry]))
}

/** `git cat-file --batch`: for each object, `hash type size LF content LF`. */
function readBlobs(directory: string, entries: readonly SnapshotEntry[]): Map<string, string | null> {
  const contents = new Map<string, string | null>()
  if (entries.length === 0) return contents
  const output = git(directory, ['cat-file', '--batch'], entries.map((entry) => `${entry.hash}\n`).join(''))
  let offset = 0
  for (const entry of entries) {
    const lineEnd = output.indexOf(10, offset)
    const size = Number(output.toString('latin1', offset, lineEnd).split(' ')[2])
    contents.set(entry.hash, decodeText(output.subarray(lineEnd + 1, lineEnd + 1 + size)))
    offset = lineEnd + 1 + size + 1
  }
  return contents
}
