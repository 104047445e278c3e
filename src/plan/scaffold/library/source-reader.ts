import type { Snapshot } from '../../../model/snapshot.ts'
import type { NixParser, ParsedNix } from '../../../nix/parser.ts'

/** Parsed files of one snapshot, each parsed once. */
export type SourceReader = {
  /** @returns null where there is no such file, or it has syntax errors */
  parse(path: string): ParsedNix | null
  /** The file that a path in Nix means: a folder is its `default.nix`. */
  nixFile(path: string): string | null
}

export function createSourceReader(snapshot: Snapshot, parser: NixParser): SourceReader {
  const parsed = new Map<string, ParsedNix | null>()
  const parse = (path: string): ParsedNix | null => {
    const known = parsed.get(path)
    if (known !== undefined) return known
    const text = snapshot.readText(path)
    const result = text === null ? null : parser.parse(text)
    const usable = result === null || result.errors.length > 0 ? null : result
    parsed.set(path, usable)
    return usable
  }
  return {
    parse,
    nixFile: (path) => {
      if (snapshot.entries.has(path)) return path
      const inFolder = path === '' ? 'default.nix' : `${path}/default.nix`
      return snapshot.entries.has(inFolder) ? inFolder : null
    },
  }
}
