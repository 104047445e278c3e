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
    ['{{> nowhere}}', 'template main.md: Error: The partial nowhere could not be found'],
    ['{{> main.md}}', 'template main.md: includes itself'],
    ['{{> (lookup . "x")}}', 'template main.md:1: a partial is named by plain text'],
    ['{{#if name}}', 'template main.md:1: not a Handlebars template: Parse error on line 1:'],
  ])('refuses %j', (text, message) => {
    expect(() => render({ 'main.md': text }, { name: 'x' })).toThrow(message)
  })

  it('bounds its work', () => {
    const list = Array.from({ length: 500 }, (_, index) => ({ index }))
    const text = '{{#each list}}{{#each ../list}}{{number index}}{{/each}}{{/each}}'
    expect(() => render({ 'main.md': text }, { list })).toThrow('more than 200000 iterations')
    expect(() => render({ 'main.md': 'x'.repeat(300_000) }, {})).toThrow('longer than 262144 characters')
  })
})
