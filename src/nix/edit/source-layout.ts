/** The longest line that our own edits leave on one line; nixfmt's width. */
export const lineWidth = 100

/** How one text is laid out: what an edit must keep. */
export type SourceLayout = {
  readonly eol: '\n' | '\r\n'
  /** One more level of indentation. */
  readonly unit: string
  /** The white space that the line of an offset begins with. */
  readonly indentAt: (offset: number) => string
  /** Whether only white space is before the offset on its line. */
  readonly startsLine: (offset: number) => boolean
  /** The line of an offset, without its line break. */
  readonly lineOf: (offset: number) => string
  readonly spansLines: (start: number, end: number) => boolean
}

export function readLayout(text: string): SourceLayout {
  const lineStart = (offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
  const indentAt = (offset: number): string => {
    const start = lineStart(offset)
    let end = start
    while (text.charAt(end) === ' ' || text.charAt(end) === '\t') end++
    return text.slice(start, end)
  }
  return {
    eol: text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n',
    unit: indentUnit(text),
    indentAt,
    startsLine: (offset) => lineStart(offset) + indentAt(offset).length >= offset,
    lineOf(offset) {
      const end = text.indexOf('\n', offset)
      const line = text.slice(lineStart(offset), end < 0 ? text.length : end)
      return line.endsWith('\r') ? line.slice(0, -1) : line
    },
    spansLines: (start, end) => text.slice(start, end).includes('\n'),
  }
}

/** The first indentation in the text is one level; two spaces, as in nixfmt, where there is none. */
function indentUnit(text: string): string {
  for (const line of text.split('\n')) {
    if (line.startsWith('\t')) return '\t'
    const [spaces = ''] = /^ +(?=\S)/.exec(line) ?? []
    if (spaces !== '') return spaces.length === 4 ? spaces : '  '
  }
  return '  '
}
