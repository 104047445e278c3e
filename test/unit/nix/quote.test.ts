import { spawnSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../grammar/load.ts'
import {
  isIdentifier,
  quoteAttrName,
  quoteAttrPath,
  quoteIdentifier,
  quoteIndentedString,
  quotePath,
  quoteString,
} from '../../../src/nix/quote.ts'

const parser = await loadNixParser()
const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0
const itWithNix = hasNix ? it : it.skip
if (!hasNix) console.warn('nix-instantiate is not here: quoting is not compared with Nix')

/** The value of a string literal as our parser reads it. */
function valueOf(source: string): string {
  const { expr, errors } = parser.parse(source)
  if (errors.length > 0 || expr.type !== 'string' || expr.parts.length > 1)
    throw new Error(`not a string: ${source}`)
  const [text = ''] = expr.parts
  if (typeof text !== 'string') throw new Error(`interpolates: ${source}`)
  return text
}

function evaluateWithNix(source: string): unknown {
  const { stdout, stderr } = spawnSync('nix-instantiate', ['--eval', '--strict', '--json', '-'], {
    input: source,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

/** Texts dense in what could go wrong. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '${',
        "''",
        "'",
        '$',
        '"',
        '\\',
        '\n',
        '\r',
        '\t',
        ' ',
        '  ',
        '}',
        '{',
        'a',
        '#',
        '/*',
        '\r\n',
      ),
      fc.constantFrom('if', 'é', '𝒳', '\n  ', "'''", "''${", '\\n', '-->', '@x'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))

describe('a quoted string', () => {
  it.each([
    ['', '""'],
    ['a "b" ${c} \\ $${d}', '"a \\"b\\" \\${c} \\\\ $\\${d}"'],
    ['one\ntwo\r\n\tthree', '"one\\ntwo\\r\\n\\tthree"'],
    ['\0\uD800', '"\uFFFD\uFFFD"'],
  ])('%j', (text, source) => {
    expect(quoteString(text)).toBe(source)
  })

  it('means what was quoted', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(valueOf(quoteString(text))).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a quoted indented string', () => {
  it.each([
    ['', "''\n  ''"],
    ['one\ntwo\n', "''\n    one\n    two\n  ''"],
    ['one\n\n  two', "''\n    one\n\n      two''"],
    ['  deep\n', "''\n    ''\\  deep\n  ''"],
    ["it's ''fine'' ${x}\n", "''\n    it's ''\\''fine''\\'' ''${x}\n  ''"],
  ])('%j', (text, source) => {
    expect(quoteIndentedString(text, 2)).toBe(source)
  })

  it('means what was quoted', () => {
    fc.assert(
      fc.property(hostile, fc.nat({ max: 5 }), (text, indent) => {
        expect(valueOf(quoteIndentedString(text, indent))).toBe(text)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('a name', () => {
  it.each([
    ['a', true],
    ["a'-_1", true],
    ['1a', false],
    ['', false],
    ['if', false],
    ['or', false],
    ['é', false],
    ['a\n', false],
    ['a b', false],
  ])('%j can stand bare: %s', (name, bare) => {
    expect(isIdentifier(name)).toBe(bare)
    expect(quoteIdentifier(name).ok).toBe(bare)
  })

  it('is quoted in a path where it must be', () => {
    expect(quoteAttrPath(['services', 'a.b', '${x}', 'in', 'enable'])).toBe(
      'services."a.b"."\\${x}"."in".enable',
    )
  })

  it('means what was quoted', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const { expr, errors } = parser.parse(`{ ${quoteAttrName(name)} = 1; }`)
        expect(errors).toEqual([])
        expect(expr).toMatchObject({ bindings: [{ path: [{ type: 'key', name }] }] })
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a quoted path', () => {
  it.each([
    ['modules/default.nix', 'modules/org/x.nix', './org/x.nix'],
    ['default.nix', 'pkgs', './pkgs'],
    ['modules/org/x.nix', 'lib/common.nix', '../../lib/common.nix'],
    ['modules/org/x.nix', 'modules', '../.'],
    ['modules/x.nix', 'modules', './.'],
    ['modules/default.nix', 'modules/we ird.nix', '(./. + "/we ird.nix")'],
    ['modules/a/b.nix', 'lib/${x}/"y".nix', '(../../. + "/lib/\\${x}/\\"y\\".nix")'],
    ['flake.nix', 'pkgs/é.nix', '(./. + "/pkgs/é.nix")'],
    ['flake.nix', 'pkgs/~a', '(./. + "/pkgs/~a")'],
  ])('in %s to %s', (from, to, text) => {
    expect(quotePath(from, to)).toEqual({ ok: true, text })
    expect(parser.parse(`[ ${text} ]`).errors).toEqual([])
  })

  it.each([
    ['a/../b', `"a/../b" has a part '..'`],
    ['./a', `"./a" has a part '.'`],
    ['a//b', '"a//b" has an empty part'],
    ['/etc/passwd', '"/etc/passwd" has an empty part'],
    ['a/-rf', '"a/-rf" has a part that starts with a dash'],
    ['a\nb', '"a\\nb" has a control character'],
    ['a\uD800', '"a\\ud800" is not Unicode'],
  ])('to %j is refused', (to, reason) => {
    expect(quotePath('default.nix', to)).toEqual({ ok: false, reason })
  })

  it('is one value of a list, or refused', () => {
    fc.assert(
      fc.property(hostile, (to) => {
        const quoted = quotePath('modules/default.nix', to)
        if (!quoted.ok) return
        const { expr, errors } = parser.parse(`[ ${quoted.text} ]`)
        expect(errors).toEqual([])
        expect(expr).toMatchObject({ type: 'list', items: [{}] })
      }),
    )
  })
})

describe('Nix itself', () => {
  itWithNix('reads strings, indented strings and names as they were meant', () => {
    const texts = fc.sample(hostile, 500)
    const source = texts
      .map(
        (text, index) =>
          `{ s = ${quoteString(text)}; i = ${quoteIndentedString(text, index % 4)}; n.${quoteAttrName(text)} = 1; }`,
      )
      .join('\n')
    expect(evaluateWithNix(`[ ${source} ]`)).toEqual(
      texts.map((text) => ({ s: text, i: text, n: { [text]: 1 } })),
    )
  })

  itWithNix('reads paths as they were meant', () => {
    const names = fc.sample(hostile, 300).flatMap((to) => {
      const quoted = quotePath('a/default.nix', `a/${to}`)
      return quoted.ok ? [{ to, text: quoted.text }] : []
    })
    expect(names.length).toBeGreaterThan(50)
    const source = names.map(({ text }) => `(toString ${text})`).join('\n')
    const here = evaluateWithNix('toString ./.')
    expect(evaluateWithNix(`[ ${source} ]`)).toEqual(names.map(({ to }) => `${String(here)}/${to}`))
  })
})
