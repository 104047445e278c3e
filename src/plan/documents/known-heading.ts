import type { DocumentOutline } from './sections.ts'
import type { Section } from './section.ts'

/** A heading as plain lower-case words: `### ✅ Services WITH Modules (100%)` → `services with modules 100`. */
function plainHeading(text: string): string {
  return text
    .toLowerCase()
    .replace(/&/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The section that a heading of an existing document stands for; null where the keeper writes none such. */
export function knownSection(heading: string, { sections }: DocumentOutline): Section | null {
  const plain = plainHeading(heading)
  return (
    sections.find((section) => plainHeading(section.heading) === plain || section.aliases.includes(plain)) ??
    null
  )
}
