import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { addAttribute } from '../../../../src/nix/edit/add-attribute.ts'
import { applyEdits } from '../../../../src/nix/edit/text-edit.ts'
import { quoteAttrName } from '../../../../src/nix/quote.ts'

const parser = await loadNixParser()

function added(text: string, path: readonly string[], value: string): string {
  const result = addAttribute(parser, text, path, value)
  if (!result.ok) throw new Error(result.reason)
  return applyEdits(text, result.edits)
}

describe('an attribute', () => {
  it.each([
    [
      'goes to its place in a sorted set',
      ['b'],
      './b.nix',
      '{\n  a = ./a.nix;\n  c = ./c.nix;\n}\n',
      '{\n  a = ./a.nix;\n  b = ./b.nix;\n  c = ./c.nix;\n}\n',
    ],
    [
      'goes to the end of an unsorted set',
      ['b'],
      '1',
      '{\n  c = 1;\n  a = 2; # two\n}\n',
      '{\n  c = 1;\n  a = 2; # two\n  b = 1;\n}\n',
    ],
    [
      'goes below what is inherited',
      ['a'],
      '1',
      'x: {\n  inherit (x) lib;\n\n  b = 1;\n  c = 1;\n}\n',
      'x: {\n  inherit (x) lib;\n\n  a = 1;\n  b = 1;\n  c = 1;\n}\n',
    ],
    [
      'keeps blank lines between',
      ['b'],
      '1',
      '{\n  c = 1;\n\n  a = 2;\n}\n',
      '{\n  c = 1;\n\n  a = 2;\n\n  b = 1;\n}\n',
    ],
    [
      'is quoted',
      ['a.b', 'if'],
      '"x"',
      '{\n  c = 1;\n  b = 1;\n}',
      '{\n  c = 1;\n  b = 1;\n  "a.b"."if" = "x";\n}',
    ],
    [
      'uses the sets that are there',
      ['a', 'b', 'c', 'd'],
      '1',
      '{\n  a.b = {\n    x = 1;\n  };\n}\n',
      '{\n  a.b = {\n    x = 1;\n    c.d = 1;\n  };\n}\n',
    ],
    ['joins paths that are there', ['a', 'c'], '1', '{\n  a.b = 1;\n}\n', '{\n  a.b = 1;\n  a.c = 1;\n}\n'],
    [
      'brings lines with it',
      ['b'],
      '{\n  x = 1;\n\n  y = 2;\n}',
      '{\n  a = 1;\n}\n',
      '{\n  a = 1;\n  b = {\n    x = 1;\n\n    y = 2;\n  };\n}\n',
    ],
    [
      'brings CRLF with it',
      ['b'],
      '{\n  x = 1;\n}',
      '{\r\n  a = 1;\r\n}\r\n',
      '{\r\n  a = 1;\r\n  b = {\r\n    x = 1;\r\n  };\r\n}\r\n',
    ],
    ['goes into a set on one line', ['c'], '1', '{ a = 1; b = 2; }', '{ a = 1; b = 2; c = 1; }'],
    ['opens a set on one line', ['b'], '1', '{ inherit a; }', '{\n  inherit a;\n  b = 1;\n}'],
    ['opens an empty set', ['a'], './a', '{ }\n', '{\n  a = ./a;\n}\n'],
    ['goes into a recursive set', ['b'], '1', 'rec {\n  a = 1;\n}', 'rec {\n  a = 1;\n  b = 1;\n}'],
    [
      'goes into a scope',
      ['b'],
      'self.callPackage ./b { }',
      'pkgs:\npkgs.lib.makeScope pkgs.newScope (self: {\n  a = 1;\n})\n',
      'pkgs:\npkgs.lib.makeScope pkgs.newScope (self: {\n  a = 1;\n  b = self.callPackage ./b { };\n})\n',
    ],
    [
      'goes into the written side of an update',
      ['b'],
      '1',
      'x: {\n  a = 1;\n} // x\n',
      'x: {\n  a = 1;\n  b = 1;\n} // x\n',
    ],
  ])('%s', (_what, path, value, before, after) => {
    expect(added(before, path, value)).toBe(after)
    expect(added(after, path, value)).toBe(after)
  })

  it.each([
    [['a'], '1', 'a is defined already, and differently'],
    [['a', 'b'], '1', 'a is a number'],
    [['q'], '1', 'q is inherited already'],
    [['n'], '1; m = 2', "what is to be added does not parse: syntax error, unexpected ';'"],
    [['n'], '1 # 2', 'what is to be added holds a comment'],
  ])('%j = %s is refused', (path, value, reason) => {
    expect(addAttribute(parser, 'x: { a = 2; inherit (x) q; }', path, value)).toEqual({ ok: false, reason })
  })

  it('only adds, wherever it goes, and adds once', () => {
    const line = fc.record({
      name: fc.stringMatching(/^[a-z][a-z0-9-]{0,3}$/),
      lead: fc.constantFrom('', '# note\n  ', '/* a\n   b */\n  ', '\n  '),
      trail: fc.constantFrom('', ' # why', ' /* x */', '\n'),
      value: fc.constantFrom('1', '{ }', "''\n    text\n  ''", '[\n    1\n  ]', 'x: x'),
    })
    const property = fc.property(
      fc.uniqueArray(line, { selector: ({ name }) => name, maxLength: 6 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (lines, eol, sorted) => {
        const all = sorted ? lines.toSorted((one, other) => (one.name < other.name ? -1 : 1)) : lines
        const body = all.map(
          (each) => `  ${each.lead}${quoteAttrName(each.name)} = ${each.value};${each.trail}\n`,
        )
        const before = `{ lib, ... }:\n{\n${body.join('')}}\n`.replaceAll('\n', eol)
        const result = addAttribute(parser, before, ['m', 'new'], './m')
        if (!result.ok) {
          expect(all.some(({ name }) => name === 'm')).toBe(true)
          return
        }
        for (const edit of result.edits) expect(before.slice(edit.start, edit.end).trim()).toBe('')
        const after = applyEdits(before, result.edits)
        expect(parser.parse(after).errors).toEqual([])
        expect(addAttribute(parser, after, ['m', 'new'], './m')).toEqual({ ok: true, edits: [] })
        expect(after.replaceAll('\r\n', '').includes('\n')).toBe(eol === '\n')
      },
    )
    fc.assert(property, { numRuns: 500 })
  })
})
