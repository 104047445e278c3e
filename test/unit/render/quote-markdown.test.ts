import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'
import type { Nodes, Root } from 'mdast'
import { quoteCode, quoteCodeBlock, quoteCodeCell } from '../../../src/render/markdown/quote-code.ts'
import { quoteLink } from '../../../src/render/markdown/quote-link.ts'
import { oneLine, quoteText } from '../../../src/render/markdown/quote-text.ts'

const parse = (markdown: string): Root =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
const typesIn = (markdown: string): string[] => {
  const types: string[] = []
  visit(parse(markdown), (node: Nodes) => void types.push(node.type))
  return types
}
const shown = (markdown: string): string => toString(parse(markdown)).replaceAll('\u200B', '')

/** Text made of the characters that mean something to Markdown, GitHub or HTML. */
const hostile = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        ...'` ``` ~ * _ [ ] ( ) < > # + - . ! | & $ @ : / \\ = { } 1 12 a B www. https:// GH- \n \r\n &amp; &#64; <!-- --> <b> mailto: [x]: ||'.split(
          ' ',
        ),
      ),
    )
    .map((parts) => parts.join('')),
)

describe('quoteText', () => {
  it('leaves nothing but text, and the same text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = oneLine(text)
        const types = typesIn(quoteText(text))
        expect(types).toEqual(plain === '' ? ['root'] : ['root', 'paragraph', 'text'])
        expect(shown(quoteText(text))).toBe(plain.replaceAll('\u200B', ''))
      }),
      { numRuns: 2000 },
    )
  })

  it('stays in its table cell', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const table = `| a | b |\n| --- | --- |\n| ${quoteText(text)} | ${quoteCodeCell(text)} |\n\nafter`
        const tree = parse(table)
        expect(tree.children.map((child) => child.type)).toEqual(['table', 'paragraph'])
        const [first] = tree.children
        const row = first?.type === 'table' ? first.children[1] : undefined
        expect(row?.children).toHaveLength(2)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['@octocat', '@&#8203;octocat'],
    ['#12', '\\#&#8203;12'],
    ['fixes owner/repo#12', 'fixes owner/repo#&#8203;12'],
    ['GH-12', 'GH-&#8203;12'],
    ['see https://example.org/a', 'see https:&#8203;//example.org/a'],
    ['<!-- x -->', '&lt;!-- x --&gt;'.replace('!', '\\!')],
    ['a | b', 'a \\| b'],
    ['snake_case_name', 'snake_case_name'],
    ['1. one', '1\\. one'],
  ])('quotes %j', (text, markdown) => {
    expect(quoteText(text)).toBe(markdown)
  })
})

describe('code', () => {
  it('shows a span as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = oneLine(text)
        fc.pre(plain !== '')
        const tree = parse(`x ${quoteCode(text)} y`)
        const [paragraph] = tree.children
        const code = paragraph?.type === 'paragraph' ? paragraph.children[1] : undefined
        expect(code).toMatchObject({ type: 'inlineCode', value: plain })
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps a block closed in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const tree = parse(`${quoteCodeBlock(text, 'nix')}\n\nafter`)
        expect(tree.children.map((child) => child.type)).toEqual(['code', 'paragraph'])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('quoteLink', () => {
  it('links to that address and nowhere else', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, tail) => {
        fc.pre(oneLine(text) !== '')
        const tree = parse(quoteLink(text, `https://example.org/${tail}`))
        const [paragraph] = tree.children
        const link = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
        expect(link?.type).toBe('link')
        expect(link?.type === 'link' && link.url.startsWith('https://example.org/')).toBe(true)
        expect(paragraph?.type === 'paragraph' && paragraph.children).toHaveLength(1)
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses other schemes', () => {
    expect(quoteLink('x', 'javascript:alert(1)')).toBe('x')
    expect(quoteLink('x', '//evil.example')).toBe('x')
    expect(quoteLink('x', 'docs/a b(1).md')).toBe('[x](docs/a%20b%281%29.md)')
  })
})
