import pc from 'picocolors'

export type Paint = {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly code: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly place: (text: string) => string
  /** A link that terminals can open; without colour its text alone. */
  readonly link: (text: string, url: string) => string
}

export function createPaint(color: boolean): Paint {
  const { bold, dim, cyan, green, red, underline } = pc.createColors(color)
  return {
    bold,
    dim,
    code: cyan,
    good: green,
    bad: red,
    place: cyan,
    link: (text, url) => (color ? `\u001b]8;;${url}\u001b\\${underline(text)}\u001b]8;;\u001b\\` : text),
  }
}
