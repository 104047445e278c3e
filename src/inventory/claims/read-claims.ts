import type { Claim } from '../../model/facts.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { folderSizes, readFolderClaims } from './read-folder-claims.ts'

/** Documents that tell of the past, or of somebody else's repository. */
const skipped = /(^|\/)(\.|archive|archived|changelog|history|node_modules|vendor)/i

/** Words for what is counted. */
const nouns: readonly (readonly [pattern: RegExp, subject: string])[] = (
  [
    ['(?:nixos |service |nix )*modules?', 'modules'],
    ['packages?', 'packages'],
    ['(?:shared |nix )*libraries', 'libraries'],
    ['organi[sz]ations?', 'organisations'],
  ] as const
).map(([noun, subject]) => [
  new RegExp(`(?<![\\w.,(/-])(\\d{1,6})(\\+?) (?:${noun})(?![\\w-])`, 'gi'),
  subject,
])

/** Words by which a sentence speaks of the whole repository. */
const whole =
  /\b(total|totals|coverage|across|all|altogether|overall|provides?|contains?|offers?|holds|ships|available|complete (?:analysis|list|architecture)|repository)\b/i

/** Words by which a sentence takes something out. */
const exceptions = new Set([
  'except',
  'excluding',
  'without',
  'besides',
  'need',
  'needs',
  'missing',
  'remaining',
])

/** What a line must have to be worth a closer look. */
const mayClaim =
  /\d\+?[* ]+(?:\w+ ){0,3}(?:module|package|librar|organi)|100 ?%|alignment|(?:director|folder)\w* (?:structure|layout|organi|tree)/i

/** A number that is not meant exactly. */
const vague =
  /(~|≈|\babout|\baround|\bnearly|\balmost|\bover|\bmore than|\bup to|\bat least|\broughly|\bapprox\S*|[-–]) ?$/i

/**
 * Reads the claims of a repository's documents about what it holds.
 * @param excluded paths that are not looked at
 * @param subsets words that make a sentence speak of a part only: organisations, names of packages
 */
export function readClaims(
  snapshot: Snapshot,
  excluded: (path: string) => boolean,
  subsets: ReadonlySet<string>,
): readonly Claim[] {
  const claims: Claim[] = []
  let sizes: ReadonlySet<number> | null = null
  const sizesOnce = (): ReadonlySet<number> => (sizes ??= folderSizes(snapshot))
  for (const { path, type } of snapshot.entries.values()) {
    if (type !== 'file' || !path.endsWith('.md') || skipped.test(path) || excluded(path)) continue
    const text = snapshot.readText(path)
    if (text !== null) claims.push(...readDocument(path, text, subsets, sizesOnce))
  }
  return claims
}

function readDocument(
  path: string,
  text: string,
  subsets: ReadonlySet<string>,
  sizes: () => ReadonlySet<number>,
): readonly Claim[] {
  const claims: Claim[] = []
  let fence: string | null = null
  let columns: readonly string[] | null = null
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1]
    if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence
    if (fence !== null || mark !== undefined) continue
    const cells = cellsOf(line)
    if (cells === null && !mayClaim.test(line)) {
      columns = null
      continue
    }
    const location = { path, line: index + 1, column: 1 }
    if (cells === null) columns = null
    else if (columns === null) columns = cells
    else claims.push(...readRow(cells, columns, location))
    if (cells !== null) continue
    claims.push(...readSentence(line, location, subsets), ...readFolderClaims(plain(line), location, sizes))
  }
  return claims
}

/** The cells of a table's row; null for a line that is none. */
function cellsOf(line: string): readonly string[] | null {
  const trimmed = line.trim()
  if (!trimmed.startsWith('|')) return null
  return trimmed
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
}

/** `| tangled-knot | … | ✅ |`, with a column that is about modules. */
function readRow(
  cells: readonly string[],
  columns: readonly string[],
  location: Claim['location'],
): readonly Claim[] {
  const column = columns.findIndex((name) => /^(nixos )?modules?\??$/i.test(plain(name)))
  const checked = column !== -1 && /^(✅|✔️?|☑️?|\[x\]|yes)/i.test(cells[column] ?? '')
  const subject = plain(cells[0] ?? '')
  if (!checked || subject === '') return []
  return [
    {
      type: 'checked',
      subject,
      number: 1,
      atLeast: false,
      text: `${subject}: ${cells[column] ?? ''}`,
      location,
    },
  ]
}

/** A line's claims; none for a line about a part of the repository. */
function readSentence(
  line: string,
  location: Claim['location'],
  subsets: ReadonlySet<string>,
): readonly Claim[] {
  const text = plain(line)
  const words = text.toLowerCase().split(/[^\w-]+/)
  if (words.some((word) => subsets.has(word) || exceptions.has(word))) return []
  const counts = nouns.flatMap(([pattern, subject]) => readCounts(text, pattern, subject, location))
  const speaksOfAll = whole.test(text) || new Set(counts.map(({ subject }) => subject)).size > 1
  return [...(speaksOfAll ? counts : []), ...readAlignment(text, location)]
}

function readCounts(
  text: string,
  pattern: RegExp,
  subject: string,
  location: Claim['location'],
): readonly Claim[] {
  return [...text.matchAll(pattern)].flatMap((match): Claim[] => {
    if (vague.test(text.slice(0, match.index))) return []
    const number = Number(match[1])
    return [{ type: 'count', subject, number, atLeast: match[2] === '+', text: match[0], location }]
  })
}

function readAlignment(text: string, location: Claim['location']): readonly Claim[] {
  const match =
    /\b100 ?% (?:aligned|alignment|coverage|module coverage)|\b(?:perfect|full|complete) alignment\b|\balignment\b[^.]{0,40}\b100 ?%/i.exec(
      text,
    )
  if (match === null) return []
  return [{ type: 'alignment', subject: 'alignment', number: 100, atLeast: false, text: match[0], location }]
}

/** Text without emphasis, code marks and links' addresses. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+/g, '')
    .trim()
}
