import { type Doc, flatText, type Group, isList, spansLines } from './doc.ts'

type Item = {
  readonly doc: Doc
  readonly level: number
  /** Columns added to the indentation. */
  readonly shift: number
  readonly flat: boolean
}
/** A level of nesting that began a line, and that line's indentation in columns. */
type Indent = { readonly level: number; readonly columns: number }

const indentColumns = 2

/**
 * Decides the line breaks of a document.
 * @param width how many columns a line may have, not counted its indentation
 */
export function layOut(doc: Doc, width: number): string {
  const page = createPage()
  // The rest of the document, next part last.
  const rest: Item[] = [{ doc, level: 0, shift: 0, flat: false }]
  for (let item = rest.pop(); item; item = rest.pop()) {
    const { doc: part, level, shift, flat } = item
    const place = { level, shift }
    if (part === ' ') page.space(part)
    else if (typeof part === 'string') page.write(part, place)
    else if (isList(part)) pushAll(rest, part, item)
    else if (part.kind === 'nest') rest.push({ ...item, doc: part.doc, level: level + 1 })
    else if (part.kind === 'shift') rest.push({ ...item, doc: part.doc, shift: shift + part.columns })
    else if (part.kind === 'line') {
      if (flat && !page.mustBreak()) page.space(part.flat)
      else page.newLine(false)
    } else if (part.kind === 'break') page.newLine(part.blank)
    else if (part.kind === 'feed') page.feed()
    else if (part.kind === 'comment') page.comment(part.text, place)
    else if (part.kind === 'own-line') page.ownLine(part.text, place)
    else if (part.kind === 'closing') page.closing(part.text, place)
    else if (part.kind === 'verbatim') page.verbatim(part.text, place)
    else if (flat) rest.push({ ...item, doc: part.doc })
    else rest.push(...layOutGroup(part, item, page.column(), rest, width).reverse())
  }
  return page.text()
}

function pushAll(rest: Item[], docs: readonly Doc[], item: Item): void {
  for (let at = docs.length - 1; at >= 0; at--) {
    const doc = docs[at]
    if (doc !== undefined) rest.push({ ...item, doc })
  }
}

/** How a group goes on: flat, or with one absorbed part broken, or broken. */
function layOutGroup(group: Group, item: Item, column: number, rest: readonly Item[], width: number): Item[] {
  const flat: Item = { ...item, doc: group.doc, flat: true }
  const room = width - column
  if (fits([flat], room, rest)) return [flat]
  for (const split of group.open ? [] : splits(flat).reverse()) {
    const broken: Item = { ...split.part, flat: false }
    const closing = Math.min(lastLineWidth(split.part.doc), width)
    const fitsAround = fits(split.before, room, [broken]) && fits(split.after, width - closing, rest)
    if (fitsAround && !split.before.some(({ doc }) => spansLines(doc)))
      return [...split.before, broken, ...split.after]
  }
  return [{ ...flat, flat: false }]
}

type Split = { readonly before: readonly Item[]; readonly part: Item; readonly after: readonly Item[] }

/** All ways to see a document as what is before an absorbed part, that part, and what is after it. */
function splits(item: Item): Split[] {
  const { doc } = item
  if (typeof doc === 'string') return []
  if (isList(doc)) {
    const items = doc.map((part): Item => ({ ...item, doc: part }))
    return items.flatMap((part, index) =>
      splits(part).map((split) => ({
        before: [...items.slice(0, index), ...split.before],
        part: split.part,
        after: [...split.after, ...items.slice(index + 1)],
      })),
    )
  }
  if (doc.kind === 'nest') return splits({ ...item, doc: doc.doc, level: item.level + 1 })
  if (doc.kind !== 'group') return []
  const inner: Item = { ...item, doc: doc.doc }
  if (doc.absorbed) return [{ before: [], part: inner, after: [] }]
  return doc.open ? splits(inner) : []
}

/**
 * Whether items fit on what is left of a line, together with what must follow on that line.
 * @param rest what comes after, next part last; its first possible line break ends the line
 */
function fits(items: readonly Item[], room: number, rest: readonly Item[]): boolean {
  let left = room
  let commented = false
  const waiting = [...items].reverse()
  for (let item = waiting.pop(); item; item = waiting.pop()) {
    const { doc } = item
    if (isList(doc)) {
      pushAll(waiting, doc, item)
      continue
    }
    if (typeof doc !== 'string' && 'doc' in doc) {
      waiting.push({ ...item, doc: doc.doc })
      continue
    }
    if (
      commented ||
      (typeof doc !== 'string' && (doc.kind === 'break' || doc.kind === 'feed' || doc.kind === 'own-line'))
    )
      return false
    if (typeof doc !== 'string' && doc.kind === 'comment') {
      commented = true
      continue
    }
    if (typeof doc !== 'string' && doc.kind === 'verbatim') {
      if (doc.text.includes('\n')) return false
      left -= doc.text.length
    } else left -= flatText(doc).length
    if (left < 0) return false
  }
  return commented || restFits(rest, left)
}

/** Whether what follows up to the next possible line break fits, too. */
function restFits(rest: readonly Item[], room: number): boolean {
  let left = room
  const waiting: { readonly doc: Doc; readonly flat: boolean }[] = []
  let next = rest.length - 1
  for (;;) {
    const item = waiting.pop() ?? rest[next--]
    if (item === undefined) return true
    const { doc, flat } = item
    if (isList(doc)) {
      for (let at = doc.length - 1; at >= 0; at--) waiting.push({ doc: doc[at] ?? [], flat })
    } else if (typeof doc === 'string' || doc.kind === 'closing') left -= flatText(doc).length
    else if ('doc' in doc) waiting.push({ doc: doc.doc, flat })
    else if (doc.kind === 'line' && flat) left -= doc.flat.length
    else if (doc.kind === 'verbatim') {
      const end = doc.text.indexOf('\n')
      left -= end < 0 ? doc.text.length : end
      if (end >= 0) return left >= 0
    } else return left >= 0
    if (left < 0) return false
  }
}

/** The width of the last line of a broken part: what comes after its last own line break. */
function lastLineWidth(doc: Doc): number {
  let width = 0
  const waiting: Doc[] = [doc]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (typeof part === 'string' || (!isList(part) && part.kind === 'closing')) width += flatText(part).length
    else if (isList(part)) waiting.push(...part)
    else if ('doc' in part) waiting.push(part.doc)
    else if (part.kind === 'verbatim') {
      width += part.text.length - (part.text.lastIndexOf('\n') + 1)
      if (part.text.includes('\n')) return width
    } else return width
  }
  return width
}

type Place = { readonly level: number; readonly shift: number }

type Page = {
  readonly write: (text: string, place: Place) => void
  readonly ownLine: (text: string, place: Place) => void
  readonly closing: (text: string, place: Place) => void
  readonly space: (text: string) => void
  readonly comment: (text: string, place: Place) => void
  readonly verbatim: (text: string, place: Place) => void
  readonly newLine: (blank: boolean) => void
  readonly feed: () => void
  readonly column: () => number
  readonly mustBreak: () => boolean
  readonly text: () => string
}

function createPage(): Page {
  const out: string[] = []
  const indents: Indent[] = [{ level: 0, columns: 0 }]
  let column = 0
  let breaks = 0
  let afterComment = false
  let atStart = true
  let pendingSpace = ''

  const indentation = ({ level, shift }: Place, closes: boolean): string => {
    let top = indents.at(-1) ?? { level: 0, columns: 0 }
    if (level > top.level && !closes) {
      top = { level, columns: top.columns + indentColumns }
      indents.push(top)
    } else {
      while (top.level > level && indents.length > 1) {
        indents.pop()
        top = indents.at(-1) ?? { level: 0, columns: 0 }
      }
    }
    return ' '.repeat(top.columns + shift)
  }
  const put = (text: string, place: Place, closes = false): void => {
    const startsLine = (breaks > 0 || afterComment) && !atStart
    if (text === '') return
    if (startsLine) {
      out.push('\n'.repeat(Math.max(breaks, 1)), indentation(place, closes))
      column = 0
    } else {
      out.push(pendingSpace)
      column += pendingSpace.length
    }
    pendingSpace = ''
    breaks = 0
    afterComment = false
    atStart = false
    out.push(text)
    column += text.length
  }
  return {
    write: (text, place) => {
      put(text, place)
    },
    ownLine: (text, place) => {
      breaks = Math.max(breaks, 1)
      put(text, place)
    },
    closing: (text, place) => {
      put(text, place, true)
    },
    space(text) {
      if (text !== '') pendingSpace = text
    },
    comment(text, place) {
      pendingSpace = ''
      put(breaks > 0 || atStart ? `#${text}` : ` #${text}`, place)
      afterComment = true
    },
    verbatim(text, place) {
      put(text, place)
      const lastBreak = text.lastIndexOf('\n')
      if (lastBreak >= 0) column = text.length - lastBreak - 1
    },
    newLine(blank) {
      pendingSpace = ''
      breaks = Math.max(breaks, blank ? 2 : 1)
    },
    feed() {
      pendingSpace = ''
      breaks++
    },
    column: () => (breaks > 0 || afterComment ? 0 : column + pendingSpace.length),
    mustBreak: () => afterComment,
    text: () => out.join(''),
  }
}
