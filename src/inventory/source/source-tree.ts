import type { Location } from '../../model/location.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { Node } from '../../nix/ast.ts'
import { createLineIndex } from '../../nix/line-index.ts'
import type { ParsedNix } from '../../nix/parser.ts'
import type { Memory } from './memory.ts'

/** One Nix file, parsed. */
export type SourceFile = ParsedNix & {
  readonly path: string
  /** Where a node of the file is, with its end (exclusive). */
  readonly locate: (node: Node) => Location
  readonly lineCount: number
}

/** What a file can ask about the repository around it. */
export type Surroundings = {
  /** Whether a file or a folder is there. */
  readonly exists: (path: string) => boolean
  /** Whether a path is, or lies below, a symbolic link or a submodule: what is there is not in the snapshot. */
  readonly isElsewhere: (path: string) => boolean
  /** The file that `import` of a path reads: the file itself, or the `default.nix` of the folder. */
  readonly importTarget: (path: string) => string | null
}

/** The repository's files; each Nix file is parsed once, when it is first asked for. */
export type SourceTree = Surroundings & {
  readonly snapshot: Snapshot
  /** Paths of the Nix files that are looked at, sorted. */
  readonly paths: readonly string[]
  /** @returns null where there is no such file, or it is no text */
  readonly read: (path: string) => SourceFile | null
  /** Every folder, the root as the empty path. */
  readonly folders: ReadonlySet<string>
}

/**
 * @param excluded says which paths are not looked at: they can still be imported
 */
export function createSourceTree(
  snapshot: Snapshot,
  memory: Memory,
  excluded: (path: string) => boolean,
): SourceTree {
  const folders = foldersOf(snapshot)
  const links = [...snapshot.entries.values()].filter(({ type }) => type !== 'file').map(({ path }) => path)
  const files = new Map<string, SourceFile | null>()
  const read = (path: string): SourceFile | null => {
    const known = files.get(path)
    if (known !== undefined) return known
    const text = snapshot.readText(path)
    const file = text === null ? null : memory.file(path, text, (parsed) => describeFile(path, parsed))
    files.set(path, file)
    return file
  }
  const isFile = (path: string): boolean => snapshot.entries.get(path)?.type === 'file'
  return {
    snapshot,
    folders,
    read,
    paths: [...snapshot.entries.values()]
      .filter(({ path, type }) => type === 'file' && path.endsWith('.nix') && !excluded(path))
      .map(({ path }) => path),
    exists: (path) => snapshot.entries.has(path) || folders.has(path),
    isElsewhere: (path) => links.some((link) => path === link || path.startsWith(`${link}/`)),
    importTarget: (path) => {
      if (isFile(path)) return path
      const inFolder = path === '' ? 'default.nix' : `${path}/default.nix`
      return folders.has(path) && isFile(inFolder) ? inFolder : null
    },
  }
}

function describeFile(path: string, parsed: ParsedNix): SourceFile {
  const lines = createLineIndex(parsed.text)
  return {
    ...parsed,
    path,
    lineCount: lines.lineCount,
    locate: ({ start, end }) => {
      const from = lines.position(start)
      const to = lines.position(end)
      return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
    },
  }
}

function foldersOf(snapshot: Snapshot): ReadonlySet<string> {
  const folders = new Set<string>([''])
  for (const path of snapshot.entries.keys()) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}
