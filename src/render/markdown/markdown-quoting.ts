import type { Quoting } from '../quoting.ts'
import { quoteCode, quoteCodeBlock, quoteCodeCell } from './quote-code.ts'
import { linkTo, quoteDestination, quoteLink } from './quote-link.ts'
import { quoteProse } from './quote-prose.ts'
import { quoteText } from './quote-text.ts'

/**
 * The quoting helpers of Markdown templates:
 * `text` plain text (also right in a table cell), `prose` text in which backticks mark code, `code` a code span, `codeCell` a code span in a table cell,
 * `codeBlock` a fenced block with an optional language, `link` a link with plain text, `codeLink` a link
 * with code as its text, `address` what a link leads to, `number` a finite number.
 */
export const markdownQuoting: Quoting = {
  text: (value) => quoteText(string(value)),
  prose: (value) => quoteProse(string(value)),
  code: (value) => quoteCode(string(value)),
  codeCell: (value) => quoteCodeCell(string(value)),
  codeBlock: (value, language) =>
    quoteCodeBlock(string(value), language === undefined ? '' : string(language)),
  link: (value, address) => quoteLink(string(value), string(address)),
  codeLink: (value, address) => linkTo(quoteCodeCell(string(value)), string(address)),
  address: (value) => quoteDestination(string(value)) ?? '#',
  number: (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error('takes a finite number')
    return String(value)
  },
}

function string(value: unknown): string {
  if (typeof value !== 'string')
    throw new Error(`takes a string, not ${value === null ? 'null' : typeof value}`)
  return value
}
