import type { Trivia } from './syntax.ts'

/** A run of white space and comments, as it stands between two tokens. */
type Raw =
  | { readonly kind: 'newlines'; readonly count: number }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'block'; readonly text: string; readonly beforeString: boolean }

/** What stands between a token and the next: the comment behind the first, and what is before the second. */
export type Between = {
  readonly after: string | null
  readonly before: readonly Trivia[]
  readonly end: number
}

/**
 * Reads white space and comments from an offset on.
 * @param afterToken whether a token precedes on the line, that a comment can belong to
 */
export function readTrivia(text: string, from: number, afterToken: boolean): Between {
  const { raws, end } = scan(text, from)
  let index = 0
  const behind: string[] = []
  if (afterToken) {
    for (let raw = raws[index]; raw; raw = raws[++index]) {
      const comment = endOfLineText(raw)
      if (comment === null) break
      if (comment.trim() !== '') behind.push(comment)
    }
  }
  const before = raws.slice(index).flatMap((raw) => convert(raw))
  return { after: behind.length === 0 ? null : behind.join(''), before: mergeBlanks(before), end }
}

function scan(text: string, from: number): { readonly raws: Raw[]; readonly end: number } {
  const raws: Raw[] = []
  let at = from
  for (;;) {
    const start = at
    let newlines = 0
    while (isBlank(text.charAt(at))) {
      if (text.charAt(at) === '\n' || (text.charAt(at) === '\r' && text.charAt(at + 1) !== '\n')) newlines++
      at++
    }
    if (newlines > 0) raws.push({ kind: 'newlines', count: newlines })
    if (text.charAt(at) === '#') {
      const end = lineEnd(text, at)
      raws.push({ kind: 'line', text: text.slice(at + 1, end).trimEnd() })
      at = end
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      const stop = end < 0 ? text.length : end
      raws.push({
        kind: 'block',
        text: text.slice(at + 2, stop),
        beforeString: isBeforeString(text, stop + 2),
      })
      at = stop + 2
    } else if (at === start || !isBlank(text.charAt(at))) return { raws, end: at }
  }
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r'
}

function lineEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end++
  return end
}

function isBeforeString(text: string, from: number): boolean {
  let at = from
  while (isBlank(text.charAt(at))) at++
  return text.charAt(at) === '"' || text.startsWith("''", at)
}

function isLanguage(raw: Raw & { readonly kind: 'block' }): boolean {
  return raw.beforeString && /^ ?[A-Za-z0-9+._-]+ ?$/.test(raw.text)
}

/** The text of a comment that can stand at the end of a line, after its `#`; null for any other. */
function endOfLineText(raw: Raw): string | null {
  if (raw.kind === 'line') return raw.text
  if (raw.kind !== 'block' || raw.text.includes('\n') || raw.text.startsWith('*') || isLanguage(raw))
    return null
  const trimmed = raw.text.trim()
  return trimmed === '' ? '' : ` ${trimmed}`
}

function convert(raw: Raw): Trivia[] {
  if (raw.kind === 'newlines') return raw.count > 1 ? [{ kind: 'blank' }] : []
  if (raw.kind === 'line') return [{ kind: 'line', text: raw.text }]
  if (isLanguage(raw)) return [{ kind: 'language', text: raw.text.trim() }]
  return convertBlock(raw.text)
}

function convertBlock(text: string): Trivia[] {
  const doc = text.startsWith('*')
  const body = doc ? text.slice(1) : text
  const [first = '', ...others] = body.split('\n').map((each) => each.trimEnd())
  const lines = dedent(withoutStars(first.trim() === '' ? others : [first, ...others]), first.trim() !== '')
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop()
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift()
  if (lines.length === 0) return []
  const [only = ''] = lines
  if (!doc && lines.length === 1) return [{ kind: 'line', text: ` ${only.trim()}` }]
  return [{ kind: 'block', doc, lines }]
}

/** Takes off the stars that every line of a comment begins with. */
function withoutStars(lines: readonly string[]): string[] {
  const inner = lines.slice(1).filter((each) => each.trim() !== '')
  const starred =
    inner.length > 0 && lines.every((each, index) => index === 0 || /^\s*\*/.test(each) || each.trim() === '')
  const firstStarred = starred && /^\s*\*/.test(lines[0] ?? '')
  if (!starred) return [...lines]
  return lines.map((each, index) => (index === 0 && !firstStarred ? each : each.replace(/^\s*\*/, '')))
}

/** Moves lines to the left as far as all go. The first, where it followed the opening mark, stands by itself. */
function dedent(lines: readonly string[], firstInline: boolean): string[] {
  const measured = lines.filter((each, index) => each.trim() !== '' && !(firstInline && index === 0))
  const margin = Math.min(...measured.map((each) => each.length - each.trimStart().length))
  return lines.map((each, index) =>
    firstInline && index === 0 ? each.trim() : each.slice(Math.min(margin, each.length)),
  )
}

function mergeBlanks(all: readonly Trivia[]): Trivia[] {
  return all.filter((each, index) => each.kind !== 'blank' || all[index - 1]?.kind !== 'blank')
}
