import { describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../../grammar/load.ts'
import { addListElement } from '../../../../src/nix/edit/add-list-element.ts'
import { applyEdits } from '../../../../src/nix/edit/text-edit.ts'

const parser = await loadNixParser()

describe('an element', () => {
  it.each([
    [
      'of a list in nested sets',
      ['a', 'b', 'c'],
      'x',
      '{\n  a = {\n    b.c = [\n      z\n      y\n    ];\n  };\n}\n',
      '{\n  a = {\n    b.c = [\n      z\n      y\n      x\n    ];\n  };\n}\n',
    ],
    [
      'of a list that is missing',
      ['a', 'b', 'c'],
      '"x"',
      '{\n  a.b = {\n    d = 1;\n  };\n}\n',
      '{\n  a.b = {\n    d = 1;\n    c = [ "x" ];\n  };\n}\n',
    ],
    [
      'of a file that is a list',
      [],
      './b.nix',
      '[\n  ./a.nix\n  ./c.nix\n]\n',
      '[\n  ./a.nix\n  ./b.nix\n  ./c.nix\n]\n',
    ],
    ['of a file that is an empty list', [], './b.nix', '[ ]\n', '[ ./b.nix ]\n'],
    ['of a list with several on a line', [], 'c', 'a: [ a b\n  d e ]\n', 'a: [ a b\n  c\n  d e ]\n'],
    [
      'of a list under with',
      ['p'],
      'hello',
      'pkgs: { p = with pkgs; [\n    git\n    vim\n  ]; }',
      'pkgs: { p = with pkgs; [\n    git\n    hello\n    vim\n  ]; }',
    ],
    ['that is a string', ['p'], '"b"', '{ p = [ "a" "c" ]; }', '{ p = [ "a" "b" "c" ]; }'],
    ['that is called', ['p'], '(f x)', '{ p = [ (f y) ]; }', '{ p = [ (f y) (f x) ]; }'],
  ])('%s', (_what, path, element, before, after) => {
    const result = addListElement(parser, before, path, element)
    if (!result.ok) throw new Error(result.reason)
    expect(applyEdits(before, result.edits)).toBe(after)
    expect(addListElement(parser, after, path, element)).toEqual({ ok: true, edits: [] })
  })

  it('keeps a line within its width', () => {
    const before = `{ p = [ ${'a'.repeat(60)} ]; }`
    const result = addListElement(parser, before, ['p'], 'b'.repeat(60))
    expect(result.ok && applyEdits(before, result.edits)).toBe(
      `{ p = [\n  ${'a'.repeat(60)}\n  ${'b'.repeat(60)}\n]; }`,
    )
  })

  it.each([
    [['p'], 'p is a string, not a list'],
    [['p', 'q'], 'p is a string'],
    [[], 'the file is a set, not a list'],
  ])('is refused where %j is something else', (path, reason) => {
    expect(addListElement(parser, '{ p = "a"; }', path, 'x')).toEqual({ ok: false, reason })
  })
})
