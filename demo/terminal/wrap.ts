/** Colours, and links as terminals take them (OSC 8). They take no room. */
// eslint-disable-next-line no-control-regex
const invisible = /\u001b\[[0-9;]*m|\u001b\]8;;[^\u001b]*\u001b\\/g

export function widthOf(text: string): number {
  return text.replaceAll(invisible, '').length
}

/** Breaks text at blanks, so that lines show at most `width` characters. A longer word stands alone. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
