import type { InlineWaiver } from '../../model/facts.ts'
import type { Location } from '../../model/location.ts'

export type CommentAt = { readonly text: string; readonly location: Location }

const marker = 'nur-keeper: allow '
const separators = [' — ', ' – ', ' - ', ': ']

/**
 * Reads the waivers out of a file's comments: `# nur-keeper: allow CODE[, CODE] — reason`.
 * @param comments in source order, with their marks
 * @param codeLines says whether a line holds code
 * @param lineCount of the file
 * @returns those with codes and a reason; one without a reason waives nothing
 */
export function readWaivers(
  comments: readonly CommentAt[],
  codeLines: (line: number) => boolean,
  lineCount: number,
): readonly InlineWaiver[] {
  return comments.flatMap(({ text, location }) => {
    const body = bodyOf(text)
    const parsed = body === null ? null : splitReason(body)
    if (parsed === null) return []
    let line = location.line
    while (!codeLines(line) && line < lineCount) line++
    return [{ ...parsed, line, location }]
  })
}

/** Comments that begin as a waiver does, and waive nothing: their author believes otherwise. */
export function findEmptyWaivers(comments: readonly CommentAt[]): readonly CommentAt[] {
  return comments
    .filter(({ text }) => /^(?:#+|\/\*+)\s*nur-keeper:\s*allow\b/.test(text))
    .filter(({ text }) => {
      const body = bodyOf(text)
      return body === null || splitReason(body) === null
    })
    .map(({ text, location }) => ({ text: text.split('\n', 1)[0]?.trim() ?? '', location }))
}

function bodyOf(text: string): string | null {
  const at = text.indexOf(marker)
  if (at === -1) return null
  return (
    text
      .slice(at + marker.length)
      .replace('*/', '')
      .split('\n', 1)[0] ?? ''
  ).trim()
}

function splitReason(text: string): { readonly codes: readonly string[]; readonly reason: string } | null {
  for (const separator of separators) {
    const at = text.indexOf(separator)
    if (at === -1) continue
    const codes = text
      .slice(0, at)
      .split(',')
      .map((code) => code.trim())
    const reason = text.slice(at + separator.length).trim()
    const good = reason !== '' && codes.every((code) => /^[a-z][a-z-]*$/.test(code))
    if (good) return { codes, reason }
  }
  return null
}
