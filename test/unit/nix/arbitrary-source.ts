import fc from 'fast-check'

/** The variables that generated sources use freely: bind them around, or let them be unbound. */
export const freeNames = ['a', 'b', 'c', "d'", 'e-f', '_g'] as const

const blank = fc.constantFrom(' ', ' ', ' ', '\n', '\t', '\r\n', ' # note\n', ' /* note */ ', '\n\n  ')
const name = fc.constantFrom(...freeNames)
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'c', "d'", 'e-f', '_g', 'or', 'x1') },
  { weight: 1, arbitrary: fc.constantFrom('"a"', '"s p"', '"if"', '"\\n"', '""', '"é"', '${"lit"}') },
)
const plainPiece = fc.constantFrom(
  'a',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\t',
  '\r\n',
  '$',
  '$$',
  "'",
  'é',
  '𝒳',
  '#',
  '{',
  '}',
  '/*',
)
const quotedPiece = fc.oneof(
  plainPiece,
  fc.constantFrom('\\n', '\\t', '\\r', '\\"', '\\\\', '\\$', "''", '\\x'),
)
const indentedPiece = fc.oneof(
  plainPiece,
  fc.constantFrom("'''", "''$", "''\\n", "''\\t", "''\\ ", "''\\'", '"', '\\', '\n    ', '\n  x'),
)

/** Joined so that no piece runs into the next: `$` before `{`, `'` before `'`. */
function joinPieces(pieces: readonly string[]): string {
  let text = ''
  for (const piece of pieces) {
    const clash =
      (text.endsWith('$') && (piece.startsWith('{') || piece.startsWith('${'))) ||
      (text.endsWith("'") && piece.startsWith("'")) ||
      (text.endsWith('$') && piece.startsWith("'"))
    text += clash ? ` ${piece}` : piece
  }
  return text.endsWith("'") || text.endsWith('$') ? `${text} ` : text
}

const numbers = fc.constantFrom('0', '7', '42', '9223372036854775807', '1.5', '.25', '2.', '1.0e3')
const paths = fc.constantFrom('./a', './a/b.nix', '../x', '/abs/path', './a-b_c+d', 'a/b')
const operators = ['+', '-', '*', '/', '++', '//', '&&', '||', '->']
const comparisons = ['==', '!=', '<', '<=', '>', '>=']

type Levels = { expr: string; operation: string; select: string; simple: string; binding: string }

const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(blank, ...parts).map(([gap, ...texts]) => texts.join(gap))

/**
 * Sources of expressions in Nix's syntax, laid out in all kinds of ways, that real Nix accepts. Without `assert`:
 * `nix-instantiate --parse` prints it without the parentheses it needs.
 */
export const source: fc.Arbitrary<string> = fc.letrec<Levels>((tie) => {
  const interpolation = tie('expr').map((text) => `\${ ${text} }`)
  const pieces = (piece: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .array(fc.oneof({ weight: 5, arbitrary: piece }, { weight: 1, arbitrary: interpolation }), {
        maxLength: 6,
      })
      .map(joinPieces)
  const bindings = fc.uniqueArray(fc.tuple(key, tie('expr')), {
    maxLength: 4,
    selector: ([each]) => normalKey(each),
  })
  const boundText = bindings.map((all) => all.map(([left, right]) => `${left} = ${right};`).join('\n'))
  const formals = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'x', 'y'), fc.option(tie('expr'))), {
    maxLength: 3,
    selector: ([each]) => each,
  })
  const formalsText = fc.tuple(formals, fc.boolean()).map(([all, open]) => {
    const names = all.map(([each, fallback]) => (fallback === null ? each : `${each} ? ${fallback}`))
    return `{ ${[...names, ...(open ? ['...'] : [])].join(', ')} }`
  })
  return {
    expr: fc.oneof(
      { depthSize: 'small' },
      { weight: 6, arbitrary: tie('operation') },
      { weight: 1, arbitrary: joined(fc.constantFrom('x:', 'x :', 'a:'), tie('expr')) },
      { weight: 1, arbitrary: joined(formalsText, fc.constantFrom(':', '@ args:'), tie('expr')) },
      { weight: 1, arbitrary: joined(fc.constant('args@'), formalsText, fc.constant(':'), tie('expr')) },
      { weight: 1, arbitrary: joined(fc.constant('let'), boundText, fc.constant('in'), tie('expr')) },
      { weight: 1, arbitrary: joined(fc.constant('with'), tie('expr'), fc.constant(';'), tie('expr')) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('expr'), tie('expr'), tie('expr'))
          .map(([i, t, e]) => `if ${i} then ${t} else ${e}`),
      },
    ),
    operation: fc.oneof(
      { depthSize: 'small' },
      { weight: 4, arbitrary: tie('select') },
      { weight: 2, arbitrary: joined(tie('select'), tie('select')) },
      { weight: 3, arbitrary: joined(tie('operation'), fc.constantFrom(...operators), tie('select')) },
      { weight: 1, arbitrary: joined(tie('select'), fc.constantFrom(...comparisons), tie('select')) },
      { weight: 1, arbitrary: joined(fc.constantFrom('!', '-'), tie('select')) },
      { weight: 1, arbitrary: joined(tie('select'), fc.constant('?'), key) },
    ),
    select: fc.oneof(
      { depthSize: 'small' },
      { weight: 4, arbitrary: tie('simple') },
      { weight: 2, arbitrary: fc.tuple(tie('simple'), key).map(([target, each]) => `(${target}).${each}`) },
      {
        weight: 1,
        arbitrary: fc.tuple(name, key, key, tie('select')).map(([v, k, l, or]) => `${v}.${k}.${l} or ${or}`),
      },
    ),
    simple: fc.oneof(
      { depthSize: 'small' },
      { weight: 5, arbitrary: name },
      { weight: 2, arbitrary: numbers },
      { weight: 1, arbitrary: paths },
      { weight: 1, arbitrary: fc.constantFrom('<nixpkgs>', '<a/b.c>', '(http://example.org/x?y=1)') },
      { weight: 2, arbitrary: pieces(quotedPiece).map((text) => `"${text}"`) },
      { weight: 2, arbitrary: pieces(indentedPiece).map((text) => `''${afterBlank(text)}''`) },
      { weight: 2, arbitrary: tie('expr').map((text) => `(${text})`) },
      {
        weight: 2,
        arbitrary: fc.array(tie('select'), { maxLength: 3 }).map((all) => `[ ${all.join(' ')} ]`),
      },
      { weight: 2, arbitrary: joined(fc.constantFrom('{', 'rec {'), tie('binding'), fc.constant('}')) },
    ),
    binding: fc.oneof(
      { depthSize: 'small' },
      { weight: 4, arbitrary: boundText },
      { weight: 1, arbitrary: fc.constantFrom('inherit;', 'inherit a b;', 'inherit "a";') },
      { weight: 1, arbitrary: tie('expr').map((text) => `inherit (${text}) a b;`) },
      { weight: 1, arbitrary: fc.tuple(tie('expr'), tie('expr')).map(([k, v]) => `\${${k}} = ${v};`) },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('expr'), tie('expr')).map(([k, v]) => `m.n.o = ${k}; m.p = ${v};`),
      },
      { weight: 1, arbitrary: tie('expr').map((text) => `m = { n = ${text}; }; m.p = 1;`) },
    ),
  }
}).expr

/** Where only blanks that are stripped precede an interpolation, Nix's printer leaves `"" +` behind. */
function afterBlank(text: string): string {
  return /^[ \n]*\$\{/.test(text) ? `x${text}` : text
}

function normalKey(text: string): string {
  return text === '"a"' ? 'a' : text
}
