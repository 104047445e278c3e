import type { Problem } from '../../model/problem.ts'
import { findMarkers, type Marker } from './find-markers.ts'

/** A part of a document that the keeper writes. Offsets in UTF-16 code units; lines count from 1. */
export type ManagedBlock = {
  readonly name: string
  /** Line of the begin marker. */
  readonly line: number
  /** From the first character of the begin marker's line to the end of the end marker's, line end not included. */
  readonly start: number
  readonly end: number
  /** What is between the markers, from the line after the one to the line of the other. */
  readonly bodyStart: number
  readonly bodyEnd: number
  readonly body: string
}

export type ParsedBlocks =
  | { readonly ok: true; readonly blocks: readonly ManagedBlock[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * The managed blocks of a Markdown document, in order. Markers in code are text, not markers.
 * @param text the document, with whatever line ends, byte order mark or front matter it has
 * @param path where it is, for the problems
 * @returns all blocks, or every marker that is half missing, nested, inverted, duplicated or misplaced
 */
export function parseManagedBlocks(text: string, path: string): ParsedBlocks {
  const blocks: ManagedBlock[] = []
  const problems: Problem[] = []
  const fault = (marker: Marker, message: string, remedy: string): void => {
    problems.push(markerProblem(path, marker, message, remedy))
  }
  const hard = findUnreadable(text)
  if (hard !== null) return { ok: false, problems: [unreadableProblem(path, hard)] }
  let open: Marker | null = null
  for (const marker of findMarkers(text)) {
    if (marker.fault !== null)
      fault(marker, marker.fault, 'Put the marker on a line of its own, at the margin.')
    else if (marker.kind === 'begin') {
      if (open !== null) {
        fault(
          open,
          `The block "${open.name}" has no end marker before "${marker.name}" begins.`,
          endRemedy(open.name),
        )
      } else if (blocks.some((block) => block.name === marker.name)) {
        fault(
          marker,
          `The block "${marker.name}" is there twice.`,
          'Remove one of the two, with both its markers.',
        )
      }
      open = marker
    } else if (open === null) {
      fault(
        marker,
        `The end of the block "${marker.name}" has no begin marker before it.`,
        `Put \`${beginMarker(marker.name)}\` where the block begins, or remove this line.`,
      )
    } else if (open.name !== marker.name) {
      fault(
        marker,
        `The block "${open.name}" is closed by the end marker of "${marker.name}".`,
        endRemedy(open.name),
      )
      open = null
    } else {
      blocks.push(blockBetween(text, open, marker))
      open = null
    }
  }
  if (open !== null) fault(open, `The block "${open.name}" has no end marker.`, endRemedy(open.name))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, blocks }
}

export function beginMarker(name: string): string {
  return `<!-- nur-keeper:begin ${name} -->`
}

export function endMarker(name: string): string {
  return `<!-- nur-keeper:end ${name} -->`
}

function endRemedy(name: string): string {
  return `Put \`${endMarker(name)}\` on a line of its own where the block ends, or remove its begin marker.`
}

function blockBetween(text: string, begin: Marker, end: Marker): ManagedBlock {
  return {
    name: begin.name,
    line: begin.line,
    start: begin.start,
    end: end.end,
    bodyStart: begin.next,
    bodyEnd: end.start,
    body: text.slice(begin.next, end.start),
  }
}

/** Markdown that would take the parser's stack, or time that grows with its square: the line where it begins. */
function findUnreadable(text: string): number | null {
  let html = 0
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (/^[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)])[ \t]*){100}/.test(line) || /^[ \t]{1000}/.test(line))
      return index + 1
    const isHtml = html > 0 ? line.trim() !== '' : /^ {0,3}</.test(line)
    html = isHtml ? html + line.length + 1 : 0
    if (html > longestHtml) return index + 1
  }
  return null
}

/** Characters of HTML without a blank line. */
const longestHtml = 50_000

function unreadableProblem(path: string, line: number): Problem {
  const message = 'What stands here is nested too deep, or is too much HTML without a blank line.'
  const remedy = 'Shorten it: the document is left as it is.'
  return {
    code: 'unreadable-document',
    severity: 'error',
    path,
    line,
    column: 1,
    message,
    remedy,
    subject: path,
  }
}

function markerProblem(path: string, marker: Marker, message: string, remedy: string): Problem {
  return {
    code: 'broken-markers',
    severity: 'error',
    path,
    line: marker.line,
    column: 1,
    message,
    remedy,
    subject: `${path}:${marker.kind}:${marker.name}`,
  }
}
