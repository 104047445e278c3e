import { describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../grammar/load.ts'
import type { AttrsExpr, Expr } from '../../../src/nix/ast.ts'
import { canonicalText } from './canonical-text.ts'

const parser = await loadNixParser()
const read = (text: string): string => canonicalText(parser.parse(text).expr, '/r')
const errorsOf = (text: string): string[] =>
  parser.parse(text).errors.map(({ code, start, end, message }) => `${start}-${end} ${code}: ${message}`)

function setOf(text: string): AttrsExpr {
  const { expr } = parser.parse(text)
  if (expr.type !== 'attrs') throw new Error(`not a set: ${expr.type}`)
  return expr
}

function valueOf(text: string, name: string): Expr | undefined {
  const binding = setOf(text).bindings.find(
    (each) => each.type === 'bind' && each.path[0]?.type === 'key' && each.path[0].name === name,
  )
  return binding?.type === 'bind' ? binding.value : undefined
}

describe('positions', () => {
  it('are UTF-16 offsets of the whole expression, also beyond the basic plane and with CRLF and tabs', () => {
    const text = '{\r\n\t"𝒳" = é;\r\n\ta = "日本"; }'
    const value = valueOf('{\r\n\t"𝒳" = [ ];\r\n\ta = "日本"; }', 'a')
    expect(value).toMatchObject({ type: 'string', start: 22, end: 26, parts: ['日本'] })
    expect(errorsOf(text)).toEqual([`11-12 syntax-error: syntax error, unexpected 'é'`])
  })

  it('leave parentheses out of what is in them', () => {
    expect(parser.parse(' (a b)').expr).toMatchObject({ type: 'apply', start: 2, end: 5 })
  })

  it('are kept for comments, wherever they stand', () => {
    const { comments } = parser.parse('# one\n{ /* two */ a = # three\r\n 1; }\n#four')
    expect(comments).toEqual([
      { start: 0, end: 5, text: '# one' },
      { start: 8, end: 17, text: '/* two */' },
      { start: 22, end: 29, text: '# three' },
      { start: 37, end: 42, text: '#four' },
    ])
  })
})

describe('syntax that the published grammar does not read', () => {
  it.each([
    ['{ a, b, }: a', '({ a, b }@: a)'],
    ['a |> b |> c', '(c (b a))'],
    ['c <| b <| a', '(c (b a))'],
    ['{ inherit; inherit (a); }', '{  }'],
    ['{ or = 1; a.or.b = 2; }', '{ "a" = { "or" = { "b" = 2 } }; "or" = 1 }'],
    ['[ a or b ]', '[(a or) b]'],
    ['a//b', '(a // b)'],
    ['1.5e3', '1500'],
  ])('%s', (text, meaning) => {
    expect({ read: read(text), errors: errorsOf(text) }).toEqual({ read: meaning, errors: [] })
  })
})

it('reads a path in the home folder that interpolates', () => {
  expect(parser.parse('~/${a}/b').expr).toMatchObject({ type: 'path', parts: ['~/', { name: 'a' }, '/b'] })
})

describe('precedence', () => {
  it.each([
    ['a -> b || c && d', '(a -> (b || (c && d)))'],
    ['!a ? b && c', '((!(a ? "b")) && c)'],
    ['-a.b + c', '(((__sub 0) a."b") + c)'],
    ['a ++ b ++ c // d // e', '((a ++ (b ++ c)) // (d // e))'],
    ['f x.y or z w', '((f x."y" or z) w)'],
    ['assert a; b: c', '(assert a; (b: c))'],
    ['let a = 1; in with b; if c then d else e', 'let { "a" = 1 } in (with b; (if c then d else e))'],
    ['let { a = 1; body = a; }', 'rec{ "a" = 1; "body" = a }."body"'],
  ])('%s', (text, meaning) => {
    expect({ read: read(text), errors: errorsOf(text) }).toEqual({ read: meaning, errors: [] })
  })
})

describe('what Nix refuses although the grammar reads it', () => {
  it.each([
    ['{ a = 1; b.c = 2; a = 3; }', ["18-19 duplicate-attribute: attribute 'a' is already defined"]],
    ['{ a = 1; a.b = 2; }', ["9-10 duplicate-attribute: attribute 'a' is already defined"]],
    ['{ a.b.c = 1; a.b.c = 2; }', ["17-18 duplicate-attribute: attribute 'a.b.c' is already defined"]],
    [
      '{ a = { b = 1; }; a = { b = 2; }; }',
      ["24-25 duplicate-attribute: attribute 'a.b' is already defined"],
    ],
    ['{ inherit a; a.b = 1; }', ["13-14 duplicate-attribute: attribute 'a' is already defined"]],
    ['let a = 1; inherit (b) a; in a', ["23-24 duplicate-attribute: attribute 'a' is already defined"]],
    ['{ a, b, a }: a', ["8-9 duplicate-formal: argument 'a' is already named"]],
    ['a@{ a }: a', ["0-1 duplicate-formal: argument 'a' is already named"]],
    ['a == b == c', ["6-10 syntax-error: '==' does not chain: parentheses are needed"]],
    ['./a/', ['0-4 syntax-error: a path cannot end with a slash']],
    ['./a//b', ['0-6 syntax-error: a path cannot have an empty part']],
    ['9223372036854775808', ['0-19 syntax-error: the number 9223372036854775808 is out of range']],
    ['let ${a} = 1; in 2', ['4-8 syntax-error: a computed name cannot be defined by let']],
    ['{ inherit ${a}; }', ['10-14 syntax-error: a computed name cannot be inherited']],
    ['a.if', ["2-4 syntax-error: 'if' is a keyword and cannot be a name"]],
    ['[ or ]', ["2-4 syntax-error: 'or' is a keyword and cannot be a variable"]],
    ['', ['0-0 syntax-error: the file holds no expression']],
    ['\uFEFF{ }', ['0-1 syntax-error: the file begins with a byte order mark']],
    ['{ a = 1; \0 }', ['9-10 syntax-error: the file holds a NUL character: it is not text']],
  ])('%j', (text, errors) => {
    expect(errorsOf(text)).toEqual(errors)
  })

  it('names the first definition, too', () => {
    expect(parser.parse('{ a = 1; a = 2; }').errors).toMatchObject([
      { start: 9, other: { start: 2, end: 3 } },
    ])
  })
})

describe('what Nix merges', () => {
  it.each([
    '{ a.b = 1; a.c = 2; }',
    '{ a = { b = 1; }; a.c = 2; }',
    '{ a = { b = 1; }; a = { c = 2; }; }',
    '{ ${a} = 1; ${a} = 2; }',
  ])('%s', (text) => {
    expect(errorsOf(text)).toEqual([])
  })
})

describe('a text with a syntax error', () => {
  it.each([
    ['{ a = 1\n  b = 2; }', "12-13 syntax-error: syntax error, unexpected '='"],
    ['{ a = [ 1 2; }', "11-12 syntax-error: syntax error, unexpected ';'"],
    ['{ a = 1; # end\n', '15-15 syntax-error: syntax error, unexpected end of file'],
    ['{ a = "b; }', '11-11 syntax-error: syntax error, unexpected end of file'],
    ['{ a = 1; } }', "11-12 syntax-error: syntax error, unexpected '}'"],
    ['f( /* é */ ; )', "11-12 syntax-error: syntax error, unexpected ';'"],
    ['f( then )', "3-7 syntax-error: 'then' is a keyword and cannot be a name"],
  ])('%j is refused at the token that Nix names', (text, error) => {
    expect(errorsOf(text)).toEqual([error])
  })

  it('keeps what can be read, and nothing that means other than what was written', () => {
    const text = '{ a = 1; b = { c = ; d = 2; }; e = f(; g = 3; }'
    expect(errorsOf(text)).toHaveLength(1)
    expect(valueOf(text, 'a')).toMatchObject({ type: 'int', value: 1n })
    expect(valueOf(text, 'g')).toMatchObject({ type: 'int', value: 3n })
    expect(valueOf(text, 'e')).toMatchObject({ type: 'invalid' })
    expect(valueOf('{ a = 1\n b = 2; c = 3; }', 'a')).toMatchObject({ type: 'invalid' })
  })

  it.each([
    [
      'binary',
      String.fromCharCode(...Array.from({ length: 5000 }, (_, index) => 1 + ((index * 7919) % 250))),
    ],
    ['prose', 'This is no Nix, it is a text. '.repeat(2000)],
    ['closing brackets', ')'.repeat(20_000)],
    ['opening brackets', '{ a = [ ('.repeat(10_000)],
  ])('of %s lives', (_name, text) => {
    expect(errorsOf(text)).toHaveLength(1)
  })
})

describe('depth and size', () => {
  it.each([
    ['parentheses', '('.repeat(100_000) + '1' + ')'.repeat(100_000)],
    ['sets', '{ a = '.repeat(100_000) + '1' + '; }'.repeat(100_000)],
    ['operators', `1${' + 1'.repeat(100_000)}`],
    ['functions', `${'x: '.repeat(100_000)}x`],
    ['strings', '"${'.repeat(10_000) + '1' + '}"'.repeat(10_000)],
    ['a long list', `[ ${'{ a = "b"; } '.repeat(100_000)}]`],
    ['a long string', `''\n${'  text\n'.repeat(300_000)}''`],
  ])('%s', (_name, text) => {
    expect(errorsOf(text)).toEqual([])
  })
})
