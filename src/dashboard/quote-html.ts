const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A value as text of an HTML page, also within quoted attributes. */
export function quoteHtml(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error('html takes a text or a number')
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
