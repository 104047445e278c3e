/** A place in a text as people count: line and column from 1, the column in UTF-16 code units. */
export type Position = { readonly line: number; readonly column: number }

/** Finds lines and columns of offsets in one text. */
export type LineIndex = {
  /** @param offset in UTF-16 code units; one outside the text is taken as its nearest end */
  readonly position: (offset: number) => Position
  /** The offset of a line's first character. @param line from 1; one outside the text is taken as its nearest line */
  readonly lineStart: (line: number) => number
  readonly lineCount: number
}

/**
 * Indexes a text by its line breaks: LF, CRLF and a lone CR, as Nix counts them.
 * @param text any text; a tab is one column
 */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text)
  const lineStart = (line: number): number => starts[Math.max(0, Math.min(line, starts.length) - 1)] ?? 0
  return {
    lineCount: starts.length,
    lineStart,
    position(offset) {
      const inside = Math.max(0, Math.min(offset, text.length))
      const line = lineAt(starts, inside)
      return { line, column: inside - lineStart(line) + 1 }
    },
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}

/** The number, from 1, of the last line that starts at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}
