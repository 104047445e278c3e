/** What the keeper writes unseen into its comments and pull requests, to know them again. */
export type HiddenMarker = {
  /** What the text is: `comment`, `follow-up`, `documents`, `waiver`, `first-report`, `note`, `outcome`. */
  readonly kind: string
  /** Plain facts, printed sorted by key. */
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

const pattern = /<!-- nur-keeper:([a-z][a-z-]*) (\{[^\r\n]*?\}) -->/g

/**
 * Prints a marker as an HTML comment. `-`, `<` and `>` in texts are JSON escapes, so that no fact ends
 * the comment. A marker says what a text claims to be; whether the keeper wrote it, its author says.
 */
export function printHiddenMarker({ kind, facts }: HiddenMarker): string {
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))
  const json = JSON.stringify(sorted).replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(/[<>-]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
  return `<!-- nur-keeper:${kind} ${json} -->`
}

/** The last marker in a text, as the keeper puts it at the end; null where there is none that can be read. */
export function parseHiddenMarker(text: string): HiddenMarker | null {
  const match = [...text.matchAll(pattern)].at(-1)
  if (match === undefined) return null
  const facts = parseFacts(match[2] ?? '')
  return facts === null ? null : { kind: match[1] ?? '', facts }
}

function parseFacts(json: string): HiddenMarker['facts'] | null {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const entries: [string, string | number | boolean][] = []
  for (const [key, fact] of Object.entries(value) as [string, unknown][]) {
    if (typeof fact !== 'string' && typeof fact !== 'number' && typeof fact !== 'boolean') return null
    entries.push([key, fact])
  }
  return Object.fromEntries(entries)
}
