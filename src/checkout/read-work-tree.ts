import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Dirent, type Stats } from 'node:fs'
import { join } from 'node:path'
import { decodeText, textSizeLimit } from '../model/decode-text.ts'
import type { Snapshot, SnapshotEntry } from '../model/snapshot.ts'
import { git, isWorkTree } from './git.ts'

/**
 * Reads a folder as it is on disk: in a git repository the files that git tracks or would track,
 * elsewhere every file below it. The folder is the root of the snapshot. What goes away meanwhile is not there;
 * a file that may not be read has no text.
 * @throws where the folder is missing or cannot be read
 */
export function readWorkTree(directory: string): Snapshot {
  const inGit = isWorkTree(directory)
  const paths = (inGit ? listTracked(directory) : listFolder(directory)).sort((a, b) => (a < b ? -1 : 1))
  const entries = new Map<string, SnapshotEntry>()
  for (const path of paths) {
    if (path.endsWith('/')) {
      const closed = path.slice(0, -1)
      entries.set(closed, { path: closed, type: 'closed', executable: false, size: null, hash: '' })
      continue
    }
    const status = lstatSync(join(directory, path), { throwIfNoEntry: false })
    if (status !== undefined && !status.isDirectory()) entries.set(path, describe(directory, path, status))
  }
  const contents = new Map<string, string | null>()
  let committedAt: string | null | undefined
  return {
    commit: 'worktree',
    get committedAt() {
      if (committedAt === undefined) committedAt = inGit ? lastCommitTime(directory) : null
      return committedAt
    },
    entries,
    readText: (path) => {
      const entry = entries.get(path)
      if (entry?.type !== 'file' || (entry.size ?? 0) > textSizeLimit) return null
      const known = contents.get(path)
      if (known !== undefined) return known
      const content = unlessRefused(() => readFileSync(join(directory, path)))
      const text = typeof content === 'string' ? null : decodeText(content)
      contents.set(path, text)
      return text
    },
  }
}

/** The blob id is computed when it is first asked for: most runs need only a few. */
function describe(directory: string, path: string, status: Stats): SnapshotEntry {
  let hash: string | undefined
  const type = status.isSymbolicLink() ? 'symlink' : 'file'
  return {
    path,
    type,
    executable: type === 'file' && (status.mode & 0o100) !== 0,
    size: status.size,
    get hash() {
      const file = join(directory, path)
      hash ??= blobId(type === 'symlink' ? Buffer.from(readlinkSync(file)) : readFileSync(file))
      return hash
    },
  }
}

/** git's id of a blob (gitformat-pack: SHA-1 over `blob <size>NUL<content>`). */
function blobId(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
}

function listTracked(directory: string): string[] {
  const listing = git(directory, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).toString(
    'utf8',
  )
  return [...new Set(listing.split('\0').filter((path) => path !== ''))]
}

/** The files below a folder, and with a slash behind them the folders that may not be read. */
function listFolder(directory: string): string[] {
  const list = (relative: string): Dirent[] => readdirSync(join(directory, relative), { withFileTypes: true })
  const walk = (entries: readonly Dirent[], relative: string): string[] =>
    entries.flatMap((entry) => {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`
      if (!entry.isDirectory()) return [path]
      if (entry.name === '.git') return []
      const inside = unlessRefused(() => list(path))
      if (typeof inside !== 'string') return walk(inside, path)
      return inside === 'ENOENT' ? [] : [`${path}/`]
    })
  return walk(list(''), '')
}

/** What reading gives, or why the system refuses it (errno(3)). */
function unlessRefused<T extends object>(read: () => T): T | string {
  try {
    return read()
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
    if (typeof code === 'string') return code
    throw error
  }
}

function lastCommitTime(directory: string): string | null {
  try {
    const seconds = Number(git(directory, ['log', '-1', '--format=%ct']).toString('utf8').trim())
    return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
  } catch {
    return null
  }
}
