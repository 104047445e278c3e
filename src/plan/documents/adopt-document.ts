import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import type { Heading } from 'mdast'
import { wrapManagedBlock } from '../../render/managed-blocks/replace-managed-blocks.ts'
import { knownSection } from './known-heading.ts'
import type { Section } from './section.ts'
import type { DocumentOutline } from './sections.ts'

/** A document taken over: its new text, and the lines of the old one that are gone. */
export type Adopted = {
  readonly text: string
  readonly replaced: readonly { readonly from: number; readonly to: number }[]
}

/**
 * Takes over a document without markers: a section whose heading the keeper knows gets its computed body
 * between markers, everything else stays as it is. A section that it lacks is added after the one that comes before it.
 * @param bodies computed body by block
 */
export function adoptDocument(
  text: string,
  outline: DocumentOutline,
  bodies: ReadonlyMap<string, string>,
): Adopted {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const places = findSections(text, outline)
  const pieces: string[] = []
  let position = 0
  for (const { section, bodyStart, end } of places) {
    const block = `\n\n${wrapManagedBlock(section.block, bodies.get(section.block) ?? '')}\n`
    const added = lackingAfter(section, places, outline).map(
      (lacking) => `${printSection(lacking, bodies)}\n`,
    )
    pieces.push(text.slice(position, bodyStart), [block, ...added].join('').replaceAll('\n', lineEnd))
    position = end
  }
  const rest = text.slice(position)
  const gap = rest === '' || rest.endsWith('\n') ? '' : lineEnd
  const added = lackingAfter(null, places, outline).map((lacking) => `\n${printSection(lacking, bodies)}`)
  return {
    text: [...pieces, rest, gap, ...added.map((part) => part.replaceAll('\n', lineEnd))].join(''),
    replaced: places.map(({ bodyStart, end }) => ({
      from: lineAt(text, bodyStart) + 1,
      to: lineAt(text, end),
    })),
  }
}

/** Where a section that the keeper knows stands: its body goes from `bodyStart` to `end`. */
type Place = { readonly section: Section; readonly bodyStart: number; readonly end: number }

function findSections(text: string, outline: DocumentOutline): readonly Place[] {
  const headings = fromMarkdown(text).children.filter((node): node is Heading => node.type === 'heading')
  const places: Place[] = []
  for (const [index, heading] of headings.entries()) {
    const { start, end } = placeOf(heading)
    const inside = start < (places.at(-1)?.end ?? 0)
    const section = inside ? null : knownSection(toString(heading), outline)
    if (section === null || places.some((place) => place.section === section)) continue
    // Of the title's section, only the lead is the keeper's: what comes below has headings of its own.
    const next = headings.slice(index + 1).find(({ depth }) => section.level === 1 || depth <= heading.depth)
    places.push({ section, bodyStart: end, end: next === undefined ? text.length : placeOf(next).start })
  }
  return places
}

/** Sections that a document lacks and that come right after one that it has; those of none at its end. */
function lackingAfter(
  section: Section | null,
  places: readonly Place[],
  { sections }: DocumentOutline,
): readonly Section[] {
  const present = new Set(places.map((place) => place.section))
  return sections.filter((lacking, index) => {
    if (present.has(lacking) || lacking.level === 1) return false
    const before = sections.slice(0, index).findLast((other) => present.has(other) && other.level > 1)
    return (before ?? null) === section
  })
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
