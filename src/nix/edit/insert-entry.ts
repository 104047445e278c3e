import type { Comment } from '../syntax-fault.ts'
import { lineWidth, readLayout, type SourceLayout } from './source-layout.ts'
import type { TextEdit } from './text-edit.ts'

/** What stands in a list or a set: its extent with all that belongs to it, and by what it is sorted, if at all. */
export type Entry = { readonly start: number; readonly end: number; readonly sortKey: string | null }

/** The inside of a list or a set: from after its opening bracket to before its closing one. */
export type Container = {
  readonly start: number
  readonly end: number
  readonly entries: readonly Entry[]
  /** How many entries may stand on one line in our own style: any number in a list, one in a set. */
  readonly onOneLine: number
}

/** Where an entry goes: to its place where the entries are sorted, else to the end; or before all others. */
export type Place = 'sorted' | 'first'

type Insertion = {
  readonly text: string
  readonly layout: SourceLayout
  readonly container: Container
  readonly comments: readonly Comment[]
  readonly entry: string
}

/**
 * Inserts an entry as the author would: in its place where the entries are sorted, else at the end; on a line of its
 * own where they have lines of their own, with their indentation, and a blank line between where they have one.
 * @param entry source text; its further lines are indented as if it stood at the left margin
 */
export function insertEntry(
  text: string,
  comments: readonly Comment[],
  container: Container,
  entry: string,
  sortKey: string | null,
  place: Place,
): TextEdit {
  const inside = comments.filter(({ start, end }) => start >= container.start && end <= container.end)
  const insertion: Insertion = { text, layout: readLayout(text), container, comments: inside, entry }
  const [first] = container.entries
  if (!first) return insertFirst(insertion)
  const index = place === 'first' ? 0 : placeOf(container.entries, sortKey)
  if (!insertion.layout.spansLines(container.start, container.end)) return insertInLine(insertion, index)
  if (place === 'first') return insertAtTop(insertion)
  const before = container.entries[index - 1]
  const after = container.entries[index]
  if (before && (before.sortKey !== null || !after)) return insertAfter(insertion, before)
  const commented = hasCommentBetween(inside, before?.end ?? container.start, after?.start ?? container.end)
  return after && !commented ? insertBefore(insertion, after) : insertAfter(insertion, before ?? first)
}

/** The index an entry gets: its place where the others are sorted, the end where they are not. */
function placeOf(entries: readonly Entry[], sortKey: string | null): number {
  const head = entries.findIndex((entry) => entry.sortKey !== null)
  const keys = entries.slice(head).map((entry) => entry.sortKey)
  if (sortKey === null || head < 0 || keys.length < 2) return entries.length
  for (const fold of [(key: string) => key, (key: string) => key.toLowerCase(), bySegments]) {
    const folded = keys.map((key) => (key === null ? '' : fold(key)))
    const sorted = keys.every(
      (key, at) => key !== null && (at === 0 || (folded[at - 1] ?? '') < (folded[at] ?? '')),
    )
    if (sorted) return head + folded.filter((key) => key < fold(sortKey)).length
  }
  return entries.length
}

/** Folders sort before what goes on with a sign: `./a/b` before `./a-b`. */
function bySegments(key: string): string {
  return key.toLowerCase().replaceAll('/', '\u0001')
}

function hasCommentBetween(comments: readonly Comment[], start: number, end: number): boolean {
  return comments.some((comment) => comment.start >= start && comment.end <= end)
}

/** An entry where none is: before it, comments may stand. */
function insertFirst({ layout, container, comments, entry }: Insertion): TextEdit {
  const { start, end } = container
  const inLine = !layout.spansLines(start, end)
  const last = comments.at(-1)
  const outer = layout.indentAt(start)
  const margin = last && layout.startsLine(last.start) ? layout.indentAt(last.start) : outer + layout.unit
  const written = indentLines(entry, margin, layout.eol)
  if (last) return { start: last.end, end: last.end, text: (inLine ? ' ' : layout.eol + margin) + written }
  const fits = layout.lineOf(start).length + entry.length + 1 <= lineWidth && !entry.includes('\n')
  if (inLine && fits && container.onOneLine > 1) return { start, end, text: ` ${entry} ` }
  return { start, end, text: layout.eol + margin + written + layout.eol + outer }
}

/** An entry in a container that stands on one line. */
function insertInLine(insertion: Insertion, index: number): TextEdit {
  const { text, layout, container, comments, entry } = insertion
  const { entries, start, end } = container
  const fits = layout.lineOf(start).length + entry.length + 1 <= lineWidth && !entry.includes('\n')
  const authorsStyle = entries.length > 1 || container.onOneLine > entries.length
  if (comments.length > 0 || (fits && authorsStyle)) {
    const next = entries[index]
    if (next) return { start: next.start, end: next.start, text: `${entry} ` }
    const lastEnd = Math.max(entries.at(-1)?.end ?? start, comments.at(-1)?.end ?? start)
    return { start: lastEnd, end: lastEnd, text: ` ${entry}` }
  }
  const outer = layout.indentAt(start)
  const margin = outer + layout.unit
  const all = entries.map((each) => text.slice(each.start, each.end))
  all.splice(index, 0, indentLines(entry, margin, layout.eol))
  return { start, end, text: [...all.map((each) => layout.eol + margin + each), layout.eol + outer].join('') }
}

/** An entry above all others and their comments, with a blank line after it. */
function insertAtTop(insertion: Insertion): TextEdit {
  const { layout, container, entry } = insertion
  const at = endOfLineComments(insertion, container.start)
  const [next = container] = container.entries
  const margin = layout.startsLine(next.start)
    ? layout.indentAt(next.start)
    : layout.indentAt(at) + layout.unit
  const written = indentLines(entry, margin, layout.eol)
  return { start: at, end: at, text: layout.eol + margin + written + layout.eol }
}

function insertBefore(insertion: Insertion, next: Entry): TextEdit {
  const { layout, entry } = insertion
  const { start } = next
  if (!layout.startsLine(start)) return { start, end: start, text: `${entry} ` }
  const margin = layout.indentAt(start)
  const gap = layout.eol.repeat(blankLines(insertion) + 1)
  return { start, end: start, text: indentLines(entry, margin, layout.eol) + gap + margin }
}

function insertAfter(insertion: Insertion, previous: Entry): TextEdit {
  const { layout, container, entry } = insertion
  const following = container.entries.find((each) => each.start >= previous.end)
  const sameLine = following && !layout.spansLines(previous.end, following.start)
  if (sameLine) return { start: previous.end, end: previous.end, text: ` ${entry}` }
  const at = endOfLineComments(insertion, previous.end)
  const margin = marginFor(insertion, previous)
  const written =
    layout.eol.repeat(blankLines(insertion) + 1) + margin + indentLines(entry, margin, layout.eol)
  return { start: at, end: at, text: written }
}

/** The end of the comments that follow an offset on its line. */
function endOfLineComments({ layout, comments }: Insertion, offset: number): number {
  let at = offset
  for (const comment of comments) {
    if (comment.start >= at && !layout.spansLines(at, comment.start)) at = comment.end
  }
  return at
}

/** The indentation of a new line: that of the entry before, or of another that starts a line. */
function marginFor({ layout, container }: Insertion, previous: Entry): string {
  const starter = [previous, ...container.entries].find((each) => layout.startsLine(each.start))
  return starter ? layout.indentAt(starter.start) : layout.indentAt(container.start) + layout.unit
}

/** One blank line between entries where the author leaves one between all of them. */
function blankLines({ text, container, comments }: Insertion): number {
  const gaps = container.entries.slice(1).map((entry, index) => {
    const from = container.entries[index]?.end ?? entry.start
    return withoutComments(text, from, entry.start, comments)
  })
  return gaps.length > 0 && gaps.every((gap) => /\n[ \t\r]*\n/.test(gap)) ? 1 : 0
}

function withoutComments(text: string, start: number, end: number, comments: readonly Comment[]): string {
  const between = comments.filter((comment) => comment.start >= start && comment.end <= end)
  const [first] = between
  return first
    ? text.slice(start, first.start) + text.slice(between.at(-1)?.end ?? end, end)
    : text.slice(start, end)
}

/** Moves all lines but the first of an entry to the right. Empty lines stay empty. */
function indentLines(entry: string, margin: string, eol: string): string {
  return entry
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : margin + line))
    .join(eol)
}
