import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  beginMarker,
  endMarker,
  parseManagedBlocks,
} from '../../../src/render/managed-blocks/parse-managed-blocks.ts'
import {
  replaceManagedBlock,
  replaceManagedBlocks,
  wrapManagedBlock,
} from '../../../src/render/managed-blocks/replace-managed-blocks.ts'

const problemsOf = (text: string): string[] => {
  const parsed = parseManagedBlocks(text, 'docs/A.md')
  return parsed.ok
    ? []
    : parsed.problems.map((problem) => `${problem.path}:${problem.line} ${problem.message}`)
}

describe('parseManagedBlocks', () => {
  it('finds blocks and their bodies', () => {
    const text = `# Title\n\n${wrapManagedBlock('a', 'one\n')}\nbetween\n${wrapManagedBlock('b', '')}`
    const parsed = parseManagedBlocks(text, 'A.md')
    expect(parsed.ok && parsed.blocks.map(({ name, line, body }) => ({ name, line, body }))).toEqual([
      { name: 'a', line: 3, body: 'one\n' },
      { name: 'b', line: 8, body: '' },
    ])
  })

  it.each([
    ['fence', '```html\n<!-- nur-keeper:begin a -->\n```\n'],
    ['tilde fence', '~~~\n<!-- nur-keeper:end a -->\n~~~\n'],
    ['indented code', 'x\n\n    <!-- nur-keeper:begin a -->\n'],
    ['code span', 'write `<!-- nur-keeper:begin a -->` there\n'],
    ['pre', '<pre>\n<!-- nur-keeper:begin a -->\n</pre>\n'],
    ['front matter', '---\ntitle: <!-- nur-keeper:begin a -->\n---\n# x\n'],
  ])('ignores a marker in a %s', (_where, text) => {
    expect(parseManagedBlocks(text, 'A.md')).toEqual({ ok: true, blocks: [] })
  })

  it.each([
    ['half missing', `x\n${beginMarker('a')}\n`, ['docs/A.md:2 The block "a" has no end marker.']],
    [
      'inverted',
      `${endMarker('a')}\n\n${beginMarker('a')}\n`,
      [
        'docs/A.md:1 The end of the block "a" has no begin marker before it.',
        'docs/A.md:3 The block "a" has no end marker.',
      ],
    ],
    [
      'nested',
      `${beginMarker('a')}\n${beginMarker('b')}\n${endMarker('b')}\n${endMarker('a')}\n`,
      [
        'docs/A.md:1 The block "a" has no end marker before "b" begins.',
        'docs/A.md:4 The end of the block "a" has no begin marker before it.',
      ],
    ],
    [
      'crossed',
      `${beginMarker('a')}\n${endMarker('b')}\n`,
      ['docs/A.md:2 The block "a" is closed by the end marker of "b".'],
    ],
    [
      'twice',
      `${wrapManagedBlock('a', '')}\n${wrapManagedBlock('a', '')}`,
      ['docs/A.md:4 The block "a" is there twice.'],
    ],
    [
      'in a list',
      `- item\n  ${beginMarker('a')}\n\n${endMarker('a')}\n`,
      [
        'docs/A.md:2 The marker of "a" is inside a list, a quote or a paragraph.',
        'docs/A.md:4 The end of the block "a" has no begin marker before it.',
      ],
    ],
    [
      'without a name',
      '<!-- nur-keeper:begin -->\n',
      ['docs/A.md:1 A marker is not written as the keeper writes it.'],
    ],
    [
      'with text beside it',
      `${beginMarker('a')} text\n${endMarker('a')}\n`,
      [
        'docs/A.md:1 A marker is not written as the keeper writes it.',
        'docs/A.md:2 The end of the block "a" has no begin marker before it.',
      ],
    ],
  ])('refuses markers that are %s', (_what, text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })

  it('reads 2 MB of prose', () => {
    const prose = 'Some words of *prose* with `code` in them, over and over.\n\n'.repeat(35_000)
    const parsed = parseManagedBlocks(`${prose}${wrapManagedBlock('a', 'x\n')}${prose.slice(0, 100)}`, 'A.md')
    expect(parsed.ok && parsed.blocks).toHaveLength(1)
  })
})

describe('replaceManagedBlocks', () => {
  const outside = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '',
      '# Title\r\n\r\ntext\r\n',
      'text',
      '- a\n- b',
      '> quote',
      '| a |\n| - |\n| b |',
      '\uFEFF# x\n',
    ),
  )
  const ending = fc.constantFrom('\n', '\r\n')

  it('changes nothing outside a block, whatever is there', () => {
    fc.assert(
      fc.property(outside, outside, fc.string(), ending, (before, after, body, lineEnd) => {
        const safeBefore = before === '' ? '' : before + lineEnd + lineEnd
        const tail = lineEnd + lineEnd + after
        const text = `${safeBefore}${beginMarker('a')}${lineEnd}old${lineEnd}${endMarker('a')}${tail}`
        const parsed = parseManagedBlocks(text, 'A.md')
        fc.pre(parsed.ok && parsed.blocks.length === 1 && !body.includes('<') && !/[`~]{3}/.test(body))
        const replaced = replaceManagedBlock(text, 'A.md', 'a', body)
        if (!replaced.ok) throw new Error('refused')
        expect(replaced.text.startsWith(`${safeBefore}${beginMarker('a')}${lineEnd}`)).toBe(true)
        expect(replaced.text.endsWith(endMarker('a') + tail)).toBe(true)
        const again = replaceManagedBlock(replaced.text, 'A.md', 'a', body)
        expect(again).toEqual(replaced)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps CRLF, byte order mark and front matter', () => {
    const text = `\uFEFF---\r\ntitle: x\r\n---\r\n\r\n${beginMarker('a')}\r\nold\r\n${endMarker('a')}\r\nend`
    const replaced = replaceManagedBlock(text, 'A.md', 'a', 'one\ntwo\n')
    expect(replaced).toEqual({ ok: true, text: text.replace('old', 'one\r\ntwo') })
  })

  it('writes nothing where markers are broken', () => {
    const replaced = replaceManagedBlocks(`${beginMarker('a')}\n`, 'A.md', new Map([['a', 'x']]))
    expect(replaced.ok).toBe(false)
  })
})
