import { quoteText } from './quote-text.ts'

/** A link whose text is plain text. What is not an http(s) or relative address is shown as its text alone. */
export function quoteLink(text: string, address: string): string {
  return linkTo(quoteText(text), address)
}

/** A link around text that is Markdown already. */
export function linkTo(markdown: string, address: string): string {
  const destination = quoteDestination(address)
  return destination === null ? markdown : `[${markdown}](${destination})`
}

/** A link destination with every character encoded that could end it; null for a scheme that is not allowed. */
export function quoteDestination(address: string): string | null {
  if (!/^https?:\/\//i.test(address) && /^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return null
  return address.replace(/[^A-Za-z0-9/:?#@!$&'*+,;=._~%-]/gu, encodeCharacter)
}

function encodeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0xd800 && code <= 0xdfff) return '%EF%BF%BD'
  return code < 0x80 ? `%${code.toString(16).toUpperCase().padStart(2, '0')}` : encodeURIComponent(character)
}
