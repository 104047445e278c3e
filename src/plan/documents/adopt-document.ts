import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import type { Heading } from 'mdast'
import { wrapManagedBlock } from '../../render/managed-blocks/replace-managed-blocks.ts'
import { knownSection } from './known-heading.ts'
import type { DocumentOutline } from './sections.ts'

/** A document taken over: its new text, and the lines of the old one that are gone. */
export type Adopted = {
  readonly text: string
  readonly replaced: readonly { readonly from: number; readonly to: number }[]
}

/**
 * Takes over a document without markers: a section whose heading the keeper knows gets its computed body
 * between markers, everything else stays as it is. Sections that it lacks are added at its end.
 * @param bodies computed body by block
 */
export function adoptDocument(
  text: string,
  outline: DocumentOutline,
  bodies: ReadonlyMap<string, string>,
): Adopted {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const headings = fromMarkdown(text).children.filter((node): node is Heading => node.type === 'heading')
  const adopted = new Set<string>()
  const pieces: string[] = []
  const replaced: { from: number; to: number }[] = []
  let position = 0
  for (const [index, heading] of headings.entries()) {
    const { start, end } = placeOf(heading)
    const section = start < position ? null : knownSection(toString(heading), outline)
    if (section === null || adopted.has(section.block)) continue
    // Of the title's section, only the lead is the keeper's: what comes below has headings of its own.
    const next = headings.slice(index + 1).find(({ depth }) => section.level === 1 || depth <= heading.depth)
    const stop = next === undefined ? text.length : placeOf(next).start
    const block = `${lineEnd}${lineEnd}${wrapManagedBlock(section.block, bodies.get(section.block) ?? '')}${lineEnd}`
    pieces.push(text.slice(position, end), block.replace(/\r?\n/g, lineEnd))
    replaced.push({ from: lineAt(text, end) + 1, to: lineAt(text, stop) })
    adopted.add(section.block)
    position = stop
  }
  pieces.push(text.slice(position))
  const missing = outline.sections.filter(({ block }) => !adopted.has(block))
  const added = missing.map((section) => `\n${printSection(section, bodies)}`).join('')
  const body = pieces.join('')
  const gap = body === '' || body.endsWith('\n') ? '' : lineEnd
  return { text: body + gap + added.replace(/\r?\n/g, lineEnd), replaced }
}

/** A section with its heading, as a new document has it. */
export function printSection(
  section: DocumentOutline['sections'][number],
  bodies: ReadonlyMap<string, string>,
): string {
  const heading = `${'#'.repeat(section.level)} ${section.heading}`
  return `${heading}\n\n${wrapManagedBlock(section.block, bodies.get(section.block) ?? '')}`
}

function placeOf(heading: Heading): { start: number; end: number } {
  return { start: heading.position?.start.offset ?? 0, end: heading.position?.end.offset ?? 0 }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
