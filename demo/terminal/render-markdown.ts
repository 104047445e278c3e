import type { Nodes, PhrasingContent, Table, TableCell } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { Paint } from './paint.ts'
import { widthOf, wrap } from './wrap.ts'

/** Markdown as text for a terminal, wrapped at `width` columns. */
export function renderMarkdown(text: string, paint: Paint, width: number): string {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return renderBlocks(tree.children, { paint, width }).join('\n')
}

type Style = { readonly paint: Paint; readonly width: number }

/** @param tight without empty lines between the blocks */
function renderBlocks(nodes: readonly Nodes[], style: Style, tight = false): readonly string[] {
  const blocks = nodes.map((node) => renderBlock(node, style)).filter((lines) => lines.length > 0)
  return blocks.flatMap((lines, index) => (index === 0 || tight ? lines : ['', ...lines]))
}

function renderBlock(node: Nodes, style: Style): readonly string[] {
  const { paint, width } = style
  switch (node.type) {
    case 'heading':
      return wrap(paint.bold(inline(node.children, paint)), width)
    case 'paragraph':
      return wrap(inline(node.children, paint), width)
    case 'code':
      return node.value.split('\n').map((line) => `    ${paint.code(line)}`)
    case 'blockquote':
      return prefixed(renderBlocks(node.children, narrower(style, 2)), '│ ', '│ ')
    case 'list':
      return node.children.flatMap((item, index) => {
        const mark = node.ordered === true ? `${(node.start ?? 1) + index}. ` : '• '
        return prefixed(
          renderBlocks(item.children, narrower(style, mark.length), item.spread !== true),
          mark,
          ' '.repeat(mark.length),
        )
      })
    case 'table':
      return renderTable(node, style)
    case 'html':
      return renderHtml(node.value, paint)
    case 'thematicBreak':
      return ['─'.repeat(Math.min(width, 20))]
    default:
      return []
  }
}

function inline(nodes: readonly PhrasingContent[], paint: Paint): string {
  return nodes.map((node) => inlineOne(node, paint)).join('')
}

function inlineOne(node: PhrasingContent, paint: Paint): string {
  switch (node.type) {
    case 'text':
      return node.value.replaceAll('\n', ' ')
    case 'inlineCode':
      return paint.code(node.value)
    case 'strong':
      return paint.bold(inline(node.children, paint))
    case 'emphasis':
    case 'delete':
      return inline(node.children, paint)
    case 'link':
      return paint.link(inline(node.children, paint), node.url)
    case 'break':
      return ' '
    default:
      return ''
  }
}

/** Comments vanish; of `<details>` and its like the text stays. */
function renderHtml(value: string, paint: Paint): readonly string[] {
  const summary = /<summary>([\s\S]*?)<\/summary>/.exec(value)?.[1]
  if (summary !== undefined) return [paint.bold(`▾ ${summary}`)]
  const text = value.replaceAll(/<!--[\s\S]*?-->|<[^>]*>/g, '').trim()
  return text === '' ? [] : [text]
}

/** Columns as wide as they need to be; the last one is wrapped into what is left. */
function renderTable(table: Table, { paint, width }: Style): readonly string[] {
  const rows = table.children.map(({ children }) =>
    children.map((cell: TableCell) => inline(cell.children, paint)),
  )
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const fixed = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0)
  return rows.flatMap((row, index) => {
    const last = wrap(row.at(-1) ?? '', Math.max(20, width - fixed))
    const start = row
      .slice(0, -1)
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell) + 2))
    const lines = prefixed(last, start.join(''), ' '.repeat(fixed))
    return index === 0 ? lines.map((line) => paint.bold(line)) : lines
  })
}

function prefixed(lines: readonly string[], first: string, next: string): readonly string[] {
  return lines.map((line, index) => (index === 0 ? first : next) + line)
}

function narrower(style: Style, by: number): Style {
  return { ...style, width: style.width - by }
}
