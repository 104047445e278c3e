/**
 * A text whose line breaks are not decided yet. A group is laid out on one line where it fits; else each `line` that
 * belongs to it directly becomes a line break, and its inner groups are decided one by one.
 */
export type Doc =
  | string
  | readonly Doc[]
  | Line
  | { readonly kind: 'break'; readonly blank: boolean }
  | { readonly kind: 'feed' }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'closing'; readonly text: string }
  | { readonly kind: 'own-line'; readonly text: string }
  | { readonly kind: 'nest'; readonly doc: Doc }
  | { readonly kind: 'shift'; readonly columns: number; readonly doc: Doc }
  | Group

/** A space or nothing, or a line break. */
type Line = { readonly kind: 'line'; readonly flat: '' | ' ' }

/**
 * `absorbed`: where the surrounding group does not fit on one line, it is tried to break only this part of it, with
 * all before and after it on the lines where it begins and ends. `open`: its absorbed
 * parts belong to the surrounding group instead.
 */
export type Group = {
  readonly kind: 'group'
  readonly doc: Doc
  readonly absorbed: boolean
  readonly open: boolean
}

export const line: Line = { kind: 'line', flat: ' ' }
export const softLine: Line = { kind: 'line', flat: '' }
/** A line break in any case. */
export const hardLine: Doc = { kind: 'break', blank: false }
export const blankLine: Doc = { kind: 'break', blank: true }
/** A line break of a string: as many as there are make as many lines. */
export const lineFeed: Doc = { kind: 'feed' }
export const nothing: Doc = []

/** A comment at the end of a line: whatever comes after it goes to the next line. */
export function endComment(text: string): Doc {
  return { kind: 'comment', text }
}

/** Text that may hold line breaks, which are kept without indentation. */
export function verbatim(text: string): Doc {
  return { kind: 'verbatim', text }
}

/** Text that begins a line: a comment, which would change its meaning behind other text. */
export function ownLine(text: string): Doc {
  return { kind: 'own-line', text }
}

/** Text that never stands further right than the line before it was opened: a closing bracket. */
export function closing(text: string): Doc {
  return { kind: 'closing', text }
}

/** One level deeper. However many levels a line is deeper than the one before, it is indented by one only. */
export function nest(...docs: readonly Doc[]): Doc {
  return { kind: 'nest', doc: docs }
}

/** Further to the right by some columns, from its next line on. */
export function shift(columns: number, doc: Doc): Doc {
  return columns === 0 ? doc : { kind: 'shift', columns, doc }
}

export function group(...docs: readonly Doc[]): Doc {
  return makeGroup(docs, false, false)
}

export function absorbed(...docs: readonly Doc[]): Doc {
  return makeGroup(docs, true, false)
}

export function openGroup(...docs: readonly Doc[]): Doc {
  return makeGroup(docs, false, true)
}

/** Comments and blank lines that a group would begin with go before it: they must not keep it from fitting. */
function makeGroup(docs: readonly Doc[], isAbsorbed: boolean, open: boolean): Doc {
  const [lead, rest] = splitLead(docs)
  const made: Doc = { kind: 'group', doc: rest, absorbed: isAbsorbed, open }
  return lead.length === 0 ? made : [...lead, made]
}

/** What may be moved out of the front of a group. */
const leads = new WeakSet<object>()

/** A doc that may be moved out of the front of a group. */
export function lead(...docs: readonly Doc[]): Doc {
  const made: Doc = docs
  leads.add(made)
  return made
}

function splitLead(doc: Doc): readonly [readonly Doc[], Doc] {
  if (typeof doc === 'string') return [[], doc]
  if (leads.has(doc)) return [[doc], nothing]
  if (isList(doc)) {
    for (const [index, part] of doc.entries()) {
      if (isList(part) && part.length === 0) continue
      const [front, rest] = splitLead(part)
      if (front.length === 0) return [[], doc]
      const after = doc.slice(index + 1)
      if (isEmpty(rest)) {
        const [more, last] = splitLead(after)
        return [[...front, ...more], last]
      }
      return [front, [rest, ...after]]
    }
    return [[], doc]
  }
  if (doc.kind === 'nest') {
    const [front, rest] = splitLead(doc.doc)
    return front.length === 0 ? [[], doc] : [front.map((each) => lead(nest(each))), nest(rest)]
  }
  if (doc.kind === 'group') {
    const [front, rest] = splitLead(doc.doc)
    return front.length === 0 ? [[], doc] : [front, { ...doc, doc: rest }]
  }
  return [[], doc]
}

export function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc)
}

function isEmpty(doc: Doc): boolean {
  return isList(doc) && doc.every(isEmpty)
}

/** Whether a document has a line break in any layout, or a comment that must end its line. */
export function spansLines(doc: Doc): boolean {
  if (typeof doc === 'string') return false
  if (isList(doc)) return doc.some(spansLines)
  if (doc.kind === 'nest' || doc.kind === 'group' || doc.kind === 'shift') return spansLines(doc.doc)
  if (doc.kind === 'verbatim') return doc.text.includes('\n')
  return doc.kind !== 'line' && doc.kind !== 'closing'
}

/** A document on one line, come what may. It must not span lines. */
export function flatText(doc: Doc): string {
  if (typeof doc === 'string') return doc
  if (isList(doc)) return doc.map(flatText).join('')
  switch (doc.kind) {
    case 'nest':
    case 'shift':
    case 'group':
      return flatText(doc.doc)
    case 'line':
      return doc.flat
    case 'verbatim':
    case 'closing':
      return doc.text
    default:
      return ''
  }
}
