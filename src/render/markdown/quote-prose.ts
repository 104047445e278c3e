import { quoteCodeCell } from './quote-code.ts'
import { quoteText } from './quote-text.ts'

/**
 * A sentence that may name things in backticks: they become code spans, all else plain text. Where the
 * backticks are not in pairs, none of them means anything.
 */
export function quoteProse(text: string): string {
  const parts = text.split('`')
  if (parts.length % 2 === 0) return quoteText(text)
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part === '' ? quoteText('``') : quoteCodeCell(part)
      const quoted = quoteText(part)
      if (quoted === '') return /\s/.test(part) ? ' ' : ''
      return `${/^\s/.test(part) ? ' ' : ''}${quoted}${/\s$/.test(part) ? ' ' : ''}`
    })
    .join('')
    .trim()
}
