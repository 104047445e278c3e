/** Parts a mention, a reference or a link from its sigil, unseen by the reader. */
const separator = '\u200B'

/**
 * Quotes one line of plain text for Markdown as GitHub renders it: nothing in it becomes markup, a mention
 * (`@user`), a reference (`#12`, `GH-12`), an automatic link, or HTML. Line breaks become spaces.
 * Source: GitHub Flavored Markdown 0.29, sections 2.4 (escapes), 6.9 (autolinks), and GitHub's own
 * "Autolinked references".
 */
export function quoteText(text: string): string {
  const quoted = oneLine(text).replace(/&(?=#?\w+;)|[\\`*_[\]<>|~{}!$]/g, quoteCharacter)
  return partLinks(quoteStart(quoted)).replaceAll(separator, '&#8203;')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', $: '&dollar;' }

/** An underscore within a word is no emphasis, and is left as it reads best. */
function quoteCharacter(character: string, offset: number, text: string): string {
  if (character === '_' && /\w/.test(text[offset - 1] ?? '') && /[A-Za-z0-9]/.test(text[offset + 1] ?? ''))
    return '_'
  return entities[character] ?? `\\${character}`
}

/** What would begin a heading, a list, a rule or a setext underline begins nothing. */
function quoteStart(text: string): string {
  return text.replace(/^(?:([#+=:-])|(\d+)([.)]))/, (_all, sign: string | undefined, digits, dot) =>
    sign === undefined ? `${String(digits)}\\${String(dot)}` : `\\${sign}`,
  )
}

function partLinks(text: string): string {
  return text
    .replace(/@(?=[\w-])/g, `@${separator}`)
    .replace(/#(?=\d)/g, `#${separator}`)
    .replace(/GH-(?=\d)/gi, (prefix) => `${prefix}${separator}`)
    .replace(/:(?=\/\/)/g, `:${separator}`)
    .replace(/(www)\./gi, (_all, prefix: string) => `${prefix}${separator}.`)
    .replace(/(mailto|xmpp):/gi, (_all, scheme: string) => `${scheme}${separator}:`)
}

/** Joins lines, drops control characters and the directional overrides that make text read as what it is not. */
export function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]/gu, '')
    .trim()
}
