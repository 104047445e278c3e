import { describe, expect, it } from '@jest/globals'
import { evaluate } from './evaluate.ts'

/** What stands between the first and the last line, without indentation. */
const lines = (...inner: readonly string[]): object => ({
  value: expect.stringMatching(
    new RegExp(
      `^<\\?xml version='1\\.0' encoding='utf-8'\\?>\\n<expr>\\n  ${inner.map(literal).join('\\n *')}\\n</expr>\\n$`,
    ),
  ),
})

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

describe('toXML', () => {
  it.each([
    ['1', '<int value="1" />'],
    ['1.5', '<float value="1.5" />'],
    ['1.0', '<float value="1" />'],
    ['null', '<null />'],
    ['"a<b>&\\"c\'\\n"', '<string value="a&lt;b&gt;&amp;&quot;c\'&#xA;" />'],
    ['[ ]', '<list>', '</list>'],
    [
      '{ b = 1; "<" = [ true ]; }',
      '<attrs>',
      '<attr name="&lt;">',
      '<list>',
      '<bool value="true" />',
      '</list>',
      '</attr>',
      '<attr name="b">',
      '<int value="1" />',
      '</attr>',
      '</attrs>',
    ],
    ['(x: x)', '<function>', '<varpat name="x" />', '</function>'],
    [
      '(args@{ b, a ? 1, ... }: b)',
      '<function>',
      '<attrspat ellipsis="1" name="args">',
      '<attr name="a" />',
      '<attr name="b" />',
      '</attrspat>',
      '</function>',
    ],
    ['{ type = "derivation"; }', '<derivation>', '<repeated />', '</derivation>'],
  ])('prints %s', (expression, ...expected) => {
    expect(evaluate(`builtins.toXML ${expression}`)).toEqual(lines(...expected))
  })

  it.each([
    './a.nix',
    'lib.id',
    '1.0e30',
    '{ a = pkgs.hello; }',
    '(pkgs.stdenv.mkDerivation { name = "a"; }).meta',
  ])('does not know %s', (expression) => {
    expect(evaluate(`builtins.toXML ${expression}`)).toHaveProperty('unknown')
  })

  it('gives up on a value that holds itself', () => {
    expect(evaluate('let a = [ a ]; in builtins.toXML a')).toHaveProperty('code', 'budget')
  })
})
