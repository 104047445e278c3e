import type { SourceFile } from '../source/source-tree.ts'

/**
 * The comment right above a binding, without its marks: a doc comment (RFC 145), or lines of `#`.
 * @param offset where the binding starts
 */
export function documentationAbove(file: SourceFile, offset: number): string | null {
  const above = file.comments.filter(({ end }) => end <= offset)
  const lines: string[] = []
  let start = offset
  for (const comment of above.toReversed()) {
    const between = file.text.slice(comment.end, start)
    if (between.trim() !== '' || countBreaks(between) > (lines.length === 0 ? 2 : 1)) break
    const isBlock = comment.text.startsWith('/*')
    if (isBlock && lines.length > 0) break
    if (isTrailing(file.text, comment.start)) break
    lines.unshift(plainText(comment.text))
    start = comment.start
    if (isBlock) break
  }
  const text = lines.join('\n').trim()
  return text === '' ? null : text
}

/** What the comments at the top of a file say, before any code. */
export function documentationAtTop(file: SourceFile): string | null {
  const lines: string[] = []
  let at = 0
  for (const comment of file.comments) {
    const between = file.text.slice(at, comment.start)
    if (between.trim() !== '' || (lines.length > 0 && countBreaks(between) > 1)) break
    lines.push(plainText(comment.text))
    at = comment.end
  }
  const text = lines.join('\n').trim()
  return text === '' ? null : text
}

function countBreaks(text: string): number {
  return text.split('\n').length - 1
}

/** A comment behind code belongs to that code. */
function isTrailing(text: string, start: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  return line.trim() !== ''
}

/** A comment without its marks and its common indentation; a line that is only a rule is left out. */
function plainText(comment: string): string {
  const body = comment.startsWith('#')
    ? comment.replace(/^#+ ?/, '')
    : comment.replace(/^\/\*+/, '').replace(/\*+\/$/, '')
  const lines = body.split('\n').filter((line) => !/^\s*[=\-*#]{4,}\s*$/.test(line))
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length)
  const indent = indents.length === 0 ? 0 : Math.min(...indents)
  return lines
    .map((line, index) => (index === 0 ? line.trim() : line.slice(indent).trimEnd()))
    .join('\n')
    .trim()
}
