/** Width of a character of the pictures' font against its size: what fixed-width fonts have, near enough. */
const charWidth = 0.6

/** Text as it may stand in XML, in content and between quotes; what XML 1.0 has no place for becomes U+FFFD. */
export function quoteXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** What is cut off is in the tooltip. @param width in pixels, at a font size in pixels */
export function cutText(text: string, width: number, size: number): string {
  const most = Math.max(1, Math.floor(width / (size * charWidth)))
  const signs = Array.from(text.toWellFormed())
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`
}

/** One line of text at a place, cut to a width, with its tooltip where it is cut. */
export function drawText(
  text: string,
  {
    x,
    y,
    width,
    kind,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly kind: TextKind },
): string {
  const shown = cutText(text, width, sizes[kind])
  const title = shown === text ? '' : `<title>${quoteXml(text)}</title>`
  return `<text class="${kind}" x="${x}" y="${y}">${title}${quoteXml(shown)}</text>`
}

type TextKind = keyof typeof sizes

const sizes = { title: 15, name: 12, note: 11 }

/**
 * A whole picture. It brings its own background, since a page's theme and the reader's system may differ, and
 * neither scripts nor fonts nor anything else from elsewhere.
 * @param label what it shows, for who cannot see it
 */
export function drawPicture(
  size: { readonly width: number; readonly height: number },
  label: string,
  content: readonly string[],
): string {
  const { width, height } = size
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${quoteXml(label)}">`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="6"/>`,
    ...content,
    '</svg>',
    '',
  ].join('\n')
}

const font = 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace'
const style = [
  `text{${font};fill:#1f2328}`,
  ...Object.entries(sizes).map(([kind, size]) => `.${kind}{font-size:${size}px}`),
  '.title{font-weight:600}.note,.axis{fill:#59636e}.end{text-anchor:end}',
  '.page{fill:#fff}.card{fill:#f6f8fa;stroke:#d1d9e0}.line{fill:none}.grid{stroke:#d1d9e0}.dashed{stroke-dasharray:3 3}',
  '@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.note,.axis{fill:#9198a1}.page{fill:#0d1117}.card{fill:#151b23;stroke:#3d444d}.grid{stroke:#3d444d}}',
].join('')

/** Colours that show on the light and on the dark background. */
export const colours: readonly string[] = [
  '#2f81f7',
  '#d9730d',
  '#2da44e',
  '#bf4bca',
  '#c69026',
  '#0f9b9b',
  '#e5534b',
]
