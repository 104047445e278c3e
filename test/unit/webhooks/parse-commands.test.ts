import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseCommands } from '../../../src/webhooks/parse-commands.ts'

const names = (comment: string): readonly string[] => parseCommands(comment).map(({ name }) => name)

describe('parseCommands', () => {
  it('finds commands that stand first on a line, with their words, in order', () => {
    expect(parseCommands('Please\n/scaffold a_b *c* --recreate\nand\n/recheck\n')).toEqual([
      { name: 'scaffold', words: ['a_b', '*c*', '--recreate'] },
      { name: 'recheck', words: [] },
    ])
  })

  it.each([
    ['a quote', '> /help'],
    ['a lazy line of a quote', '> said\n/help'],
    ['a fenced block', '```\n/help\n```'],
    ['a fence that is never closed', '~~~\n/help'],
    ['an indented block', '    /help'],
    ['code within lines', '`begin\n/help end`'],
    ['an HTML comment', '<!--\n/help\n-->'],
    ['an HTML comment within a paragraph', 'see <!--\n/help\n--> that'],
    ['an HTML block', '<details>\n/help\n</details>'],
    ['a list item', '- /help'],
    ['a heading', '# /help'],
    ['the middle of a line', 'try /help'],
    ['a path', '/nix/store'],
    ['an escape', '\\/help'],
    ['a link', '[a\n/help](https://example.org)'],
  ])('finds none in %s', (_, comment) => {
    expect(parseCommands(comment)).toEqual([])
  })

  it('reads past what is no command', () => {
    expect(names('> /quoted\n\n/help\r\n\r\n```\n/coded\n```\n\n/recheck')).toEqual(['help', 'recheck'])
  })

  it('carries out a bounded number, and no absurdly nested or long comment', () => {
    expect(names('/help\n'.repeat(500))).toHaveLength(20)
    expect(names(`/help\n\n${'> - '.repeat(10_000)}`)).toEqual([])
    expect(names(`/help\n${'x'.repeat(70_000)}`)).toEqual([])
  })

  it('never throws, whatever is written', () => {
    const fragment = fc.constantFrom(
      '/help',
      '\n',
      '> ',
      '```',
      '`',
      '<!--',
      '-->',
      '- ',
      '\t',
      '*',
      '[',
      '](',
      '\u0000',
      '😀',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string()), { maxLength: 40 }), (parts) => {
        expect(Array.isArray(parseCommands(parts.join('')))).toBe(true)
      }),
    )
  })
})
