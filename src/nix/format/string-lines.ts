import type { StringPart } from './syntax.ts'

/** One line of an indented string, without its line break. */
export type StringLine = readonly StringPart[]

/** The lines of an indented string as Nix sees them: without the indentation that all of them share. */
export function stringLines(parts: readonly StringPart[]): readonly StringLine[] {
  const lines = splitLines(parts)
  const margin = Math.min(...lines.filter((line) => !isBlankLine(line)).map(indentOf))
  return lines.map((line, index) => {
    const [first, ...others] = line
    if (isBlankLine(line)) {
      const rest = typeof first === 'string' && Number.isFinite(margin) ? first.slice(margin) : ''
      return index === lines.length - 1 || rest === '' ? [] : [rest]
    }
    if (typeof first !== 'string') return line
    const text = first.slice(margin)
    return text === '' ? others : [text, ...others]
  })
}

function splitLines(parts: readonly StringPart[]): readonly StringLine[] {
  const lines: StringPart[][] = [[]]
  for (const part of parts) {
    if (typeof part !== 'string') {
      lines.at(-1)?.push(part)
      continue
    }
    const [first = '', ...others] = part.split('\n')
    if (first !== '') lines.at(-1)?.push(first)
    for (const text of others) lines.push(text === '' ? [] : [text])
  }
  // The line of the opening quotes does not count where it holds spaces only.
  const [opening] = lines
  return lines.length > 1 && opening && isBlankLine(opening) ? lines.slice(1) : lines
}

function isBlankLine(line: StringLine): boolean {
  return line.every(isBlankPart)
}

export function isBlankPart(part: StringPart): boolean {
  return typeof part === 'string' && /^ *$/.test(part)
}

/** How many spaces a line begins with. */
export function indentOf([first]: StringLine): number {
  return typeof first === 'string' ? first.length - first.replace(/^ +/, '').length : 0
}

/**
 * An indented string of one line without quotes and backslashes, as it is written between plain quotes.
 * @returns null where it is none such
 */
export function toQuoted(parts: readonly StringPart[]): readonly StringPart[] | null {
  const [line = [], ...more] = stringLines(parts)
  if (more.length > 0) return null
  const quoted: StringPart[] = []
  for (const part of line) {
    if (typeof part !== 'string') quoted.push(part)
    else if (/["\\\r]/.test(part)) return null
    else quoted.push(part.replaceAll(/'''|''\$/g, (escape) => (escape === "'''" ? "''" : '\\$')))
  }
  return quoted
}
