import { fromMarkdown } from 'mdast-util-from-markdown'
import { visit } from 'unist-util-visit'
import type { Html, Nodes } from 'mdast'

/** A begin or end marker in a document. Offsets in UTF-16 code units; the line counts from 1. */
export type Marker = {
  readonly kind: 'begin' | 'end'
  readonly name: string
  readonly line: number
  readonly start: number
  /** End of the line, without the line end. */
  readonly end: number
  /** Start of the line that follows. */
  readonly next: number
  /** Why it cannot be used; null where it can. */
  readonly fault: string | null
}

const word = 'nur-keeper:'
const markerLine = /^ {0,3}<!-- nur-keeper:(begin|end) ([a-z0-9][a-z0-9/._-]{0,99}) -->[ \t]*$/
const looksLikeMarker = /<!--\s*nur-keeper:(begin|end)\b/

/**
 * Finds the markers of managed blocks. Markdown decides what a comment is: text that looks like a marker
 * inside a fence, an indented block or a code span is none.
 */
export function findMarkers(text: string): readonly Marker[] {
  if (!text.includes(word)) return []
  const lines = splitLines(text)
  const byLine = htmlLines(maskFrontMatter(text))
  return lines.flatMap((line, index) => {
    const depth = byLine.get(index + 1)
    if (depth === undefined || !looksLikeMarker.test(line.text)) return []
    return [readMarker(line, index + 1, depth)]
  })
}

type Line = { readonly text: string; readonly start: number; readonly end: number; readonly next: number }

function readMarker(line: Line, number: number, depth: Depth): Marker {
  const match = markerLine.exec(line.text.replace(/^\uFEFF/, ''))
  const place = { line: number, start: line.start, end: line.end, next: line.next }
  const kind = (match?.[1] ?? looksLikeMarker.exec(line.text)?.[1]) === 'end' ? 'end' : 'begin'
  if (match === null)
    return { ...place, kind, name: '', fault: 'A marker is not written as the keeper writes it.' }
  const name = match[2] ?? ''
  if (depth === 'nested')
    return {
      ...place,
      kind,
      name,
      fault: `The marker of "${name}" is inside a list, a quote or a paragraph.`,
    }
  return { ...place, kind, name, fault: null }
}

/** What is inside a paragraph holds no marker, and takes most of the time. */
const blocksOnly = {
  disable: {
    null: [
      'attention',
      'autolink',
      'characterEscape',
      'characterReference',
      'codeText',
      'hardBreakEscape',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
    ],
  },
}

type Depth = 'top' | 'nested'

/** Lines on which HTML stands, and whether it is a block of the document itself. */
function htmlLines(text: string): ReadonlyMap<number, Depth> {
  const lines = new Map<number, Depth>()
  const root = fromMarkdown(text, { extensions: [blocksOnly] })
  visit(root, (node: Nodes, _index, parent) => {
    if (node.type !== 'html' || node.position === undefined || isVerbatim(node)) return
    const depth = parent === root ? 'top' : 'nested'
    for (let line = node.position.start.line; line <= node.position.end.line; line += 1)
      lines.set(line, depth)
  })
  return lines
}

/** HTML whose content is shown, not read: CommonMark 0.31, section 4.6, condition 1. */
function isVerbatim(node: Html): boolean {
  return /^<(pre|script|style|textarea)\b/i.test(node.value)
}

/** Front matter is no Markdown; its lines are blanked so that those after it keep their numbers. */
function maskFrontMatter(text: string): string {
  const match = /^\uFEFF?---[ \t]*(?:\r\n?|\n)[\s\S]*?(?:\r\n?|\n)---[ \t]*(?=\r|\n|$)/.exec(text)
  return match === null ? text : text.replace(match[0], match[0].replace(/[^\r\n]/g, ' '))
}

function splitLines(text: string): readonly Line[] {
  const lines: Line[] = []
  const ends = /\r\n?|\n|$/g
  let start = 0
  for (let match = ends.exec(text); match !== null; match = ends.exec(text)) {
    const next = match.index + match[0].length
    lines.push({ text: text.slice(start, match.index), start, end: match.index, next })
    if (match[0] === '') break
    start = next
  }
  return lines
}
