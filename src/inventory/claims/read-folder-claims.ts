import type { Claim } from '../../model/facts.ts'
import type { Snapshot } from '../../model/snapshot.ts'

/** A line that speaks of how folders are laid out. */
const layout = /\b(?:director(?:y|ies)|folders?) (?:structure|layout|organi[sz]ation|tree)\b/i

/** `23 Main Categories`. */
const count =
  /(?<![\w.,/~≈-])(\d{1,4})(\+?) (?:(?:main|top-level|distinct|different) )*(?:categories|directories|folders)(?![\w-])/i

/** Words for a number that is not meant exactly. */
const vague = /\b(?:about|around|nearly|almost|over|more than|up to|at least|roughly|approx\S*) ?$/i

/**
 * Reads a claim such as "Directory Structure (23 Main Categories)". Which folder is meant may be open, so one that
 * is true of any folder of the repository is none.
 * @param sizes gives how many folders, and how many entries, lie in each folder of the repository
 */
export function readFolderClaims(
  text: string,
  location: Claim['location'],
  sizes: () => ReadonlySet<number>,
): readonly Claim[] {
  const match = layout.test(text) ? count.exec(text) : null
  if (match === null || vague.test(text.slice(0, match.index))) return []
  const number = Number(match[1])
  const atLeast = match[2] === '+'
  const known = sizes()
  if (known.has(number) || (atLeast && [...known].some((size) => size > number))) return []
  return [{ type: 'count', subject: 'folders', number, atLeast, text: match[0], location }]
}

/** How many folders, and how many entries, lie directly in each folder of a tree. */
export function folderSizes({ entries }: Pick<Snapshot, 'entries'>): ReadonlySet<number> {
  const folders = new Map<string, Set<string>>()
  const all = new Map<string, Set<string>>()
  for (const path of entries.keys()) {
    const names = path.split('/')
    for (const [depth, name] of names.entries()) {
      const folder = names.slice(0, depth).join('/')
      add(all, folder, name)
      if (depth < names.length - 1) add(folders, folder, name)
    }
  }
  return new Set([...folders.values(), ...all.values()].map(({ size }) => size))
}

function add(sets: Map<string, Set<string>>, folder: string, name: string): void {
  const standing = sets.get(folder)
  if (standing === undefined) sets.set(folder, new Set([name]))
  else standing.add(name)
}
