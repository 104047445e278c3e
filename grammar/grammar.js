/* eslint @typescript-eslint/no-require-imports: off -- tree-sitter loads grammars as CommonJS */
/* global module, require, grammar, alias, choice, optional, prec, repeat, seq, token */
/**
 * Nix, for tree-sitter. Extends the grammar published as tree-sitter-nix 0.0.2 in two ways:
 *
 * - it reads what Nix reads and the published grammar does not: a trailing comma in formals, `|>` and `<|`,
 *   an empty `inherit;`, `or` as an attribute name and after a simple expression, `~/${x}`, `a//b` as an update;
 * - its trees are thin, because walking a tree costs more than parsing it: punctuation is hidden, a string's
 *   text is one token (its escapes are read by the lowering, as in Nix's own lexer), and there are no nodes
 *   that only group others.
 *
 * What comes out is read by src/nix/lower-node.ts alone. Build with grammar/build.sh.
 */
const published = require('tree-sitter-nix/grammar')

/** Nix's own table (parser.y), lowest first; the pipes are below all of it. */
const left = [
  ['||', 2],
  ['&&', 3],
  ['==', 4],
  ['!=', 4],
  ['<', 5],
  ['<=', 5],
  ['>', 5],
  ['>=', 5],
  ['+', 8],
  ['-', 8],
  ['*', 9],
  ['/', 9],
]
const right = [
  ['->', 1],
  ['//', 6],
  ['++', 10],
]

const separated = (rule, separator) => seq(rule, repeat(seq(separator, rule)))
const binary = ($, operator) => seq($._operation, alias(operator, $.operator), $._operation)

const extended = grammar(published, {
  name: 'nix',

  word: ($) => $.identifier,
  supertypes: () => [],
  extras: ($) => [/[ \t\r\n]+/, $.comment],
  // The order is the order of `enum TokenType` in scanner.c.
  externals: ($) => [$._quoted_text, $._indented_text, $._path_start, $._path_text],

  rules: {
    source_code: ($) => optional($._expression),
    comment: () => token(choice(/#[^\r\n]*/, seq('/*', /[^*]*\*+([^/*][^*]*\*+)*/, '/'))),

    // Punctuation, hidden: a cursor does not stop at it.
    _colon: () => ':',
    _semicolon: () => ';',
    _comma: () => ',',
    _equals: () => '=',
    _dot: () => '.',
    _at: () => '@',
    _question: () => '?',
    _open_brace: () => '{',
    _close_brace: () => '}',
    _open_bracket: () => '[',
    _close_bracket: () => ']',
    _open_paren: () => '(',
    _close_paren: () => ')',
    _quote: () => '"',
    _indented_quote: () => "''",
    _open_interpolation: () => '${',
    _open_interpolation_at_once: () => token.immediate('${'),
    _if: () => 'if',
    _then: () => 'then',
    _else: () => 'else',
    _let: () => 'let',
    _in: () => 'in',
    _with: () => 'with',
    _assert: () => 'assert',
    _rec: () => 'rec',
    _inherit: () => 'inherit',
    _or: () => 'or',

    _expression: ($) =>
      choice(
        $.function_expression,
        $.assert_expression,
        $.with_expression,
        $.let_expression,
        $.if_expression,
        $._operation,
      ),

    function_expression: ($) =>
      seq(
        choice(
          $._parameter,
          $.formals,
          seq($.formals, $._at, $._parameter),
          seq($._parameter, $._at, $.formals),
        ),
        $._colon,
        $._expression,
      ),
    _parameter: ($) => alias($.identifier, $.parameter),
    formals: ($) =>
      seq(
        $._open_brace,
        choice(
          optional($.ellipses),
          seq(separated($.formal, $._comma), optional($._comma)),
          seq(separated($.formal, $._comma), $._comma, $.ellipses),
        ),
        $._close_brace,
      ),
    formal: ($) => seq($.identifier, optional(seq($._question, $._expression))),
    ellipses: () => '...',

    assert_expression: ($) => seq($._assert, $._expression, $._semicolon, $._expression),
    with_expression: ($) => seq($._with, $._expression, $._semicolon, $._expression),
    let_expression: ($) => seq($._let, repeat($._binding), $._in, $._expression),
    if_expression: ($) => seq($._if, $._expression, $._then, $._expression, $._else, $._expression),

    _operation: ($) =>
      choice(
        $.pipe_expression,
        $.binary_expression,
        $.unary_expression,
        $.has_attr_expression,
        $._application,
      ),
    pipe_expression: ($) => choice(prec.left(0, binary($, '|>')), prec.right(0, binary($, '<|'))),
    binary_expression: ($) =>
      choice(
        ...left.map(([operator, level]) => prec.left(level, binary($, operator))),
        ...right.map(([operator, level]) => prec.right(level, binary($, operator))),
      ),
    unary_expression: ($) =>
      choice(
        prec(7, seq(alias('!', $.operator), $._operation)),
        prec(12, seq(alias('-', $.operator), $._operation)),
      ),
    has_attr_expression: ($) => prec(11, seq($._operation, $._question, $._attribute_path)),

    _application: ($) => choice($.apply_expression, $._selection),
    apply_expression: ($) => seq($._application, $._selection),

    _selection: ($) => choice($.select_expression, $.or_application, $._simple),
    select_expression: ($) => seq($._simple, $._dot, $._attribute_path, optional(seq($._or, $._selection))),
    // Once `or` was a name like any other: `f or` still applies f to the variable `or`.
    or_application: ($) => seq($._simple, $._or),

    _simple: ($) =>
      choice(
        alias($.identifier, $.variable_expression),
        $.integer_expression,
        $.float_expression,
        $.string_expression,
        $.indented_string_expression,
        $.path_expression,
        $.spath_expression,
        $.uri_expression,
        $.parenthesized_expression,
        $.attrset_expression,
        $.let_attrset_expression,
        $.rec_attrset_expression,
        $.list_expression,
      ),

    path_expression: ($) =>
      seq($._path_start, repeat(choice($._path_text, alias($._path_interpolation, $.interpolation)))),
    _path_interpolation: ($) => seq($._open_interpolation_at_once, $._expression, $._close_brace),
    interpolation: ($) => seq($._open_interpolation, $._expression, $._close_brace),

    string_expression: ($) => seq($._quote, repeat(choice($._quoted_text, $.interpolation)), $._quote),
    indented_string_expression: ($) =>
      seq($._indented_quote, repeat(choice($._indented_text, $.interpolation)), $._indented_quote),

    parenthesized_expression: ($) => seq($._open_paren, $._expression, $._close_paren),
    list_expression: ($) => seq($._open_bracket, repeat($._selection), $._close_bracket),
    attrset_expression: ($) => seq($._open_brace, repeat($._binding), $._close_brace),
    rec_attrset_expression: ($) => seq($._rec, $._open_brace, repeat($._binding), $._close_brace),
    let_attrset_expression: ($) => seq($._let, $._open_brace, repeat($._binding), $._close_brace),

    _binding: ($) => choice($.binding, $.inherit, $.inherit_from),
    binding: ($) => seq($._attribute_path, $._equals, $._expression, $._semicolon),
    inherit: ($) => seq($._inherit, repeat($._attribute), $._semicolon),
    inherit_from: ($) =>
      seq($._inherit, $._open_paren, $._expression, $._close_paren, repeat($._attribute), $._semicolon),

    _attribute_path: ($) => separated($._attribute, $._dot),
    _attribute: ($) =>
      choice(
        $.identifier,
        alias($._or, $.identifier),
        alias($.string_expression, $.string_attribute),
        $.interpolation,
      ),
  },
})

// Without the rules of the published grammar that nothing here leads to.
const unused = new Set([
  'keyword',
  'hpath_expression',
  '_hpath_start',
  '_expr_function_expression',
  '_expr_if',
  '_expr_op',
  '_expr_apply_expression',
  '_expr_select_expression',
  '_expr_simple',
  'variable_expression',
  'escape_sequence',
  '_indented_escape_sequence',
  'binding_set',
  'attrpath',
  'inherited_attrs',
  '_immediate_interpolation',
])
const { rules } = extended.grammar
extended.grammar.rules = Object.fromEntries(Object.entries(rules).filter(([name]) => !unused.has(name)))

module.exports = extended
