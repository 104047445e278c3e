import { describe, expect, it } from '@jest/globals'
import { evaluate } from './evaluate.ts'

describe('a fault', () => {
  it.each([
    ['{\n  a = 1;\n  b = { }.c;\n}.b', 'missing-attribute', 'test.nix:3:11', "attribute 'c' is missing"],
    ['let\n  x = 1;\nin\n  y', 'undefined-variable', 'test.nix:4:3', "undefined variable 'y'"],
    ['[\n  (assert false; 1)\n]', 'assertion', 'test.nix:2:11', 'assertion failed'],
    [
      'let\n  f = { a, b }: a;\nin f { a = 1; }',
      'missing-argument',
      'test.nix:3:4',
      "without the required argument 'b'",
    ],
    [
      'let f = { a }: a; in\n f { a = 1; c = 2; }',
      'unexpected-argument',
      'test.nix:2:2',
      "unexpected argument 'c'",
    ],
    ['1 +\n { }', 'type-error', 'test.nix:1:1', 'set'],
    ['"${ { } }"', 'type-error', 'test.nix:1:1', 'set'],
    ['builtins.elemAt [ 1 ] 3', 'invalid-value', 'test.nix:1:1', 'out of bounds'],
    ['if 1 then 2 else 3', 'type-error', 'test.nix:1:4', 'bool'],
    ['throw "gone"', 'throw', 'test.nix:1:1', 'gone'],
    ['abort "gone"', 'abort', 'test.nix:1:1', 'gone'],
    ['1 / 0', 'arithmetic', 'test.nix:1:1', 'zero'],
    ['import ./none.nix', 'missing-file', 'test.nix:1:1', 'none.nix does not exist'],
  ])('is told at its place: %j', (expression, code, at, message) => {
    const outcome = evaluate(expression)
    expect(outcome).toMatchObject({ code, at, message: expect.stringContaining(message) })
  })

  it('is told in the file that it is in', () => {
    const files = { 'lib/a.nix': '{ lib }:\n{\n  f = x:\n    x.port;\n}\n' }
    expect(evaluate('(import ./lib/a.nix { inherit lib; }).f { }', { files })).toMatchObject({
      code: 'missing-attribute',
      at: 'lib/a.nix:4:7',
    })
  })

  it('is told where the file begins, where no place in it is to blame', () => {
    const endless = ['let s = "a"; in s', ...Array.from({ length: 200 }, () => 's')].join(' + ')
    expect(evaluate(endless, { budget: { steps: 500 } })).toMatchObject({
      code: 'budget',
      at: 'test.nix:1:1',
    })
  })

  it('counts columns in UTF-16 units, as editors and annotations do', () => {
    expect(evaluate('let e = "é😀"; in e.x')).toMatchObject({ code: 'type-error', at: 'test.nix:1:21' })
  })

  it('does not touch what is not asked for', () => {
    expect(evaluate('let a = throw "no"; in { b = 1; inherit ({ c = 2; }) c; }')).toEqual({
      value: expect.anything(),
    })
  })
})
