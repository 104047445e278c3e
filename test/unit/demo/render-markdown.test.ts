import { describe, expect, it } from '@jest/globals'
import { createPaint } from '../../../demo/terminal/paint.ts'
import { renderMarkdown } from '../../../demo/terminal/render-markdown.ts'
import { widthOf, wrap } from '../../../demo/terminal/wrap.ts'

const plain = (text: string, width = 40): string => renderMarkdown(text, createPaint(false), width)

describe('Markdown on a terminal', () => {
  it('shows text, lists, quotes and code', () => {
    expect(
      plain(
        '### Head\n\nSome `code` and **weight**.\n\n- one\n- two\n  1. three\n\n> said\n\n```nix\n{ }\n```',
      ),
    ).toBe('Head\n\nSome code and weight.\n\n• one\n• two\n  1. three\n\n│ said\n\n    { }')
  })

  it('wraps at the width, under the mark of a list', () => {
    const text = plain('- one two three four five six seven eight nine ten', 20)
    expect(text.split('\n').every((line) => line.length <= 20)).toBe(true)
    expect(text.split('\n')[1]).toMatch(/^ {2}\S/)
  })

  it('keeps the columns of a table in line', () => {
    expect(plain('| a | bb |\n| --- | --- |\n| long | x |')).toBe('a     bb\nlong  x')
  })

  it('leaves out comments, and of details the text', () => {
    expect(plain('One\n\n<!-- hidden -->\n\n<details><summary>More</summary>\n\nTwo\n\n</details>')).toBe(
      'One\n\n▾ More\n\nTwo',
    )
  })

  it('links where there is colour, and takes no room for it', () => {
    const text = renderMarkdown('[here](https://example.org/)', createPaint(true), 40)
    expect(text).toContain('https://example.org/')
    expect(widthOf(text)).toBe('here'.length)
    expect(plain('[here](https://example.org/)')).toBe('here')
  })

  it('never loses a word that is longer than the line', () => {
    expect(wrap('aa bbbbbbbbbb cc', 4)).toEqual(['aa', 'bbbbbbbbbb', 'cc'])
  })
})
