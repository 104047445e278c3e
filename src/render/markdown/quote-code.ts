import { oneLine } from './quote-text.ts'

/** A code span that shows the text as it is; line breaks become spaces. */
export function quoteCode(text: string): string {
  const content = oneLine(text)
  if (content === '') return '` `'
  const fence = '`'.repeat(shortestFreeRun(content, 1))
  const pad = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${content}${pad}${fence}`
}

/** A code span inside a table cell, where a pipe would end the cell whatever surrounds it. */
export function quoteCodeCell(text: string): string {
  const content = oneLine(text)
  if (!content.includes('|')) return quoteCode(text)
  const escaped = content.replace(/[^A-Za-z0-9 ]/g, (character) => `&#${character.codePointAt(0) ?? 32};`)
  return `<code>${escaped}</code>`
}

/** A fenced code block: the fence is longer than any run of backticks in the text. */
export function quoteCodeBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, shortestFreeRun(text, 3)))
  const body = text.endsWith('\n') || text === '' ? text : `${text}\n`
  return `${fence}${/^[a-z0-9-]*$/.test(language) ? language : ''}\n${body}${fence}`
}

/** The shortest run of backticks, at least `least`, that does not occur in the text. */
function shortestFreeRun(text: string, least: number): number {
  const runs = new Set(Array.from(text.matchAll(/`+/g), (match) => match[0].length))
  if (least > 1) return Math.max(least, ...[...runs].map((length) => length + 1))
  let length = least
  while (runs.has(length)) length += 1
  return length
}
