import { describe, expect, it } from '@jest/globals'
import { createRenderer } from '../../../src/render/renderer.ts'

const render = (files: Record<string, string>, context: object): string =>
  createRenderer(new Map(Object.entries(files))).render('main.md', context)

describe('createRenderer', () => {
  it('renders values, blocks and partials', () => {
    const files = {
      'main.md':
        '{{#each items}}\n- {{code name}}{{#unless @last}},{{/unless}}{{> partials/tail}}\n{{else}}none\n{{/each}}',
      'partials/tail': ' ({{number size}})',
    }
    const items = [
      { name: 'a`b', size: 1 },
      { name: 'c', size: 2 },
    ]
    expect(render(files, { items })).toBe('- ``a`b``, (1)\n- `c` (2)\n')
    expect(render(files, { items: [] })).toBe('none\n')
  })

  it.each([
    ['a\n{{name}}', 'template main.md:2: {{name}} puts a value out unquoted: use a quoting helper'],
    ['{{{name}}}', 'template main.md:1: {{name}} puts a value out unquoted: use a quoting helper'],
    ['\n\n{{shout name}}', 'template main.md:3: unknown helper "shout"'],
    ['{{code nobody}}', 'template main.md:1: "code" is given an unknown variable'],
    ['{{code a.b}}', 'template main.md:1: "code" is given an unknown variable'],
    ['{{#if nobody}}x{{/if}}', 'template main.md:1: "if" is given an unknown variable'],
    ['{{#each nobody}}x{{/each}}', 'template main.md:1: "each" is given an unknown variable'],
    ['{{#name}}x{{/name}}', 'template main.md:1: unknown block "name": known are if, unless, each, with'],
    ['{{code constructor}}', 'template main.md:1: "code" is given an unknown variable'],
    ['{{code name.constructor}}', 'template main.md:1: "code" is given an unknown variable'],
    ['{{#with name}}{{code __proto__}}{{/with}}', 'template main.md:1: "code" is given an unknown variable'],
    [
      '{{code (lookup name "x")}}',
      'template main.md:1: "code" takes values, not calls: compute before rendering',
    ],
    ['{{number name}}', 'template main.md:1: "number": takes a finite number'],
    [
      '{{rendered name "markdown"}}',
      'template main.md:1: "rendered": takes text already rendered as markdown',
    ],
    ['\n{{> nowhere}}', 'template main.md:2: there is no template "nowhere"'],
    ['{{> main.md (lookup . "x")}}', 'takes values, not calls'],
    ['{{> @partial-block}}', 'there is no template "@partial-block"'],
    ['{{#> main.md}}x{{/main.md}}', 'PartialBlockStatement is not allowed here'],
    ['{{#*inline "x"}}x{{/inline}}', 'DecoratorBlock is not allowed here'],
    ['{{{{raw}}}}x{{{{/raw}}}}', 'unknown block "raw"'],
    ['{{> main.md}}', 'template main.md: includes itself'],
    ['{{> (lookup . "x")}}', 'template main.md:1: a partial is named by plain text'],
    ['{{#if name}}', 'template main.md:1: not a Handlebars template: Parse error on line 1:'],
  ])('refuses %j', (text, message) => {
    expect(() => render({ 'main.md': text }, { name: 'x' })).toThrow(message)
  })

  const list = Array.from({ length: 500 }, (_, index) => ({ index }))
  const twice = (name: string): string => `{{> ${name}}}`.repeat(1000)
  it.each<[string, Record<string, string>, string]>([
    ['itself', { 'main.md': 'x'.repeat(3000) }, 'longer than 2000 characters'],
    [
      'its turns',
      { 'main.md': '{{#each list}}{{#each ../list}}{{number index}}{{/each}}{{/each}}' },
      'template main.md:1: takes more than 10000 steps',
    ],
    [
      'its text',
      { 'main.md': `\n{{#each list}}${'x'.repeat(1000)}{{/each}}` },
      'template main.md:2: makes more than 100000 characters',
    ],
    [
      'partials that include each other a thousand times each',
      { 'main.md': twice('a'), a: twice('b'), b: twice('c'), c: twice('d'), d: '' },
      'takes more than 10000 steps',
    ],
    [
      'its blocks in blocks',
      { 'main.md': '{{#if list}}'.repeat(70) + '{{/if}}'.repeat(70) },
      'blocks are nested deeper than 32',
    ],
  ])('bounds %s', (_what, files, message) => {
    const bounded = createRenderer(
      new Map(Object.entries(files).map(([name, text]) => [name, text] as const)),
      {},
      {
        template: files['main.md']?.startsWith('x') === true ? 2000 : 20_000,
        output: 100_000,
        steps: 10_000,
      },
    )
    expect(() => bounded.render('main.md', { list })).toThrow(message)
  })
})
