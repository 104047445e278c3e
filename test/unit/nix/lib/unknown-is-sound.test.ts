import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadNixParser } from '../../../../grammar/load.ts'
import { Attr, AttrSet, Unknown, attrSet, type Slot } from '../../../../src/nix/eval/value.ts'
import { calls } from './arbitrary-calls.ts'
import { moduleSystems } from './arbitrary-modules.ts'
import { outlineWithLib } from './evaluate-with-lib.ts'
import { contradiction } from './partly-known.ts'

const runs = Number(process.env['NUR_KEEPER_FUZZ_RUNS'] ?? 4)
const seed = Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123)

/** What the unknown may turn out to be. */
const possible: readonly Slot[] = [
  true,
  false,
  0n,
  1n,
  3n,
  'a',
  'x y',
  null,
  [],
  [1n, 2n],
  attrSet([]),
  attrSet([['a', 1n]]),
]

/** Puts `u` in place of one of the literals of an expression. */
function withHole(expression: string, choice: number): string | null {
  const start = expression.indexOf(' ')
  const literals = [
    ...expression
      .slice(start)
      .matchAll(/(?<![\w."'/-])(true|false|null|\d+|\[ \]|\{ \}|"[a-z]*")(?![\w."'])/g),
  ]
  const literal = literals[choice % Math.max(literals.length, 1)]
  if (literal === undefined) return null
  const at = start + literal.index
  const end = at + literal[0].length
  // The name of an attribute stays.
  if (/^\s*=[^=]/.test(expression.slice(end))) return null
  return `${expression.slice(0, at)}u${expression.slice(end)}`
}

/** A set of which it is not known whether it has `a` and `b`, and one that may have anything. */
const perhaps = new AttrSet(
  new Map(),
  null,
  null,
  new Map([
    ['a', new Attr(1n, null)],
    ['b', new Attr(attrSet([['c', 'd']]), null)],
  ]),
)
const open = new AttrSet(new Map(), new Unknown('it is not known'))

/** What both may turn out to be. */
const possibleSets: readonly AttrSet[] = [
  attrSet([]),
  attrSet([['a', 1n]]),
  attrSet([['b', attrSet([['c', 'd']])]]),
  attrSet([
    ['a', 1n],
    ['b', attrSet([['c', 'd']])],
  ]),
]

/** Lays `u` over or under one of the sets of an expression. */
function withLayer(expression: string, choice: number): string | null {
  const places = [...expression.matchAll(/(?<![$@"\\]|rec )\{/g)].flatMap(({ index }) => {
    const end = closingBrace(expression, index)
    return end === null || /^\s*[:@]/.test(expression.slice(end)) ? [] : [{ start: index, end }]
  })
  const place = places[choice % Math.max(places.length, 1)]
  if (place === undefined) return null
  const set = expression.slice(place.start, place.end)
  const layered = choice % 2 === 0 ? `(u // ${set})` : `(${set} // u)`
  return `${expression.slice(0, place.start)}${layered}${expression.slice(place.end)}`
}

/** Where the brace that closes another one ends. */
function closingBrace(text: string, start: number): number | null {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at + 1
  }
  return null
}

const parser = await loadNixParser()

/** Random expressions, each changed so that it uses `u`. */
function expressionsWith(change: (expression: string, choice: number) => string | null): readonly string[] {
  const samples = [
    ...calls.flatMap(([, call]) => fc.sample(call, { numRuns: runs, seed })),
    ...fc.sample(moduleSystems, { numRuns: runs * 100, seed }),
  ]
  return samples.flatMap((sample, index) => change(sample, (index * 7919) % 31) ?? [])
}

/** Looks for something known of an expression that does not hold once `u` is known. */
function expectSound(expressions: readonly string[], unknown: Slot, possible: readonly Slot[]): void {
  const given = (u: Slot): ReadonlyMap<string, Slot> => new Map([['u', u]])
  const wrong: unknown[] = []
  let known = 0
  for (const expression of expressions) {
    const open = outlineWithLib(expression, parser, given(unknown))
    if (open === null || open.type === 'anything') continue
    known++
    for (const slot of possible) {
      const closed = outlineWithLib(expression, parser, given(slot))
      const found = closed === null ? null : contradiction(open, closed)
      if (found === null) continue
      wrong.push({ expression, found })
      break
    }
  }
  expect(wrong).toEqual([])
  expect(known).toBeGreaterThan(0)
}

describe('what is not known', () => {
  it(`never becomes a wrong value in lib (seed ${seed})`, () => {
    expectSound(expressionsWith(withHole), new Unknown('it is not known'), possible)
  }, 600_000)

  it.each([
    ['perhaps there', perhaps],
    ['not known', open],
  ])(
    `does not become wrong in lib where attributes are %s (seed ${seed})`,
    (_, unknown) => {
      expectSound(expressionsWith(withLayer), unknown, possibleSets)
    },
    600_000,
  )
})
