import type { Dice } from './dice.ts'

const pieces = [
  'a',
  'b',
  'Z',
  '0',
  ' ',
  '-',
  '.',
  '/',
  'é',
  '→',
  '😀',
  '\\n',
  '\\"',
  '\\\\',
  '$',
  '$$',
  "'",
  "''",
  '\\${',
  '\\t',
  '#',
  'pre',
  '1.2',
]

/** `"…"`, with interpolations where `inner` writes them. */
export function quotedString(dice: Dice, inner: (() => string) | null = null): string {
  const parts = dice.times(6, () => (inner !== null && dice.once(4) ? `\${${inner()}}` : dice.pick(pieces)))
  // A dollar before a brace would begin an interpolation.
  return `"${parts.join('').replaceAll('$${', '$ ${').replaceAll('$\\${', '$ \\${')}"`
}

const lineBodies = [
  'x',
  'y z',
  '',
  "'''",
  "''$",
  '"',
  "''\\n",
  '$',
  '$$',
  "''\\${q}",
  '\\',
  "'",
  "''\\ ",
  "''${q}",
  'é',
  '  x',
]

/** `''…''` of several lines. */
export function indentedString(dice: Dice, inner: () => string): string {
  const lines = dice.times(4, () => {
    const indent = dice.pick(['', ' ', '  ', '    ', '\t', ' \t'])
    return indent + dice.times(2, () => (dice.once(4) ? `\${${inner()}}` : dice.pick(lineBodies))).join('')
  })
  const text = lines.join(dice.once(10) ? '\r\n' : '\n')
  // A quote at the end would join the closing ones.
  const safe = text.replaceAll('$${', '$ ${').replaceAll(/'+$/g, '')
  return `''${safe}''`
}

/** A version, as a string literal. */
export function version(dice: Dice): string {
  const parts = dice.times(4, () =>
    dice.pick([
      '1',
      '2',
      '10',
      '007',
      'pre',
      'a',
      'rc',
      '.',
      '-',
      '_',
      '2147483648',
      '99999999999999999999',
      'é',
      '',
    ]),
  )
  return `"${parts.join(dice.pick(['', '.', '-']))}"`
}

/** A regular expression and a text that it may match, as string literals. */
export function regexAndText(dice: Dice): readonly [string, string] {
  const text = dice.times(8, () => dice.pick(['a', 'b', 'c', 'ab', '1', ' ', '-', '.', 'é', '\\n'])).join('')
  return [`"${regex(dice, 3)}"`, `"${text}"`]
}

function regex(dice: Dice, depth: number): string {
  const atom = (): string => {
    if (depth > 0 && dice.once(3)) return `(${regex(dice, depth - 1)})`
    return dice.pick([
      'a',
      'b',
      'c',
      '1',
      '.',
      '[ab]',
      '[^a]',
      '[a-c]',
      '[[:digit:]]',
      '[]a-]',
      '\\\\.',
      ' ',
      'é',
      '[[:alnum:]b]',
    ])
  }
  const quantifier = (): string =>
    dice.once(2) ? '' : dice.pick(['*', '+', '?', '{2}', '{1,2}', '{0,1}', '{1,}', '**'])
  const sequence = (): string => dice.times(3, () => atom() + quantifier()).join('')
  const anchored = (body: string): string => (dice.once(15) ? `^${body}` : dice.once(15) ? `${body}$` : body)
  return dice.once(4) ? `${sequence()}|${sequence()}` : anchored(sequence())
}
