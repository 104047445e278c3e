import { strict } from '../../eval/builtins/strict.ts'
import { printJson } from '../../eval/builtins/json.ts'
import { AttrSet, Unknown, type Slot } from '../../eval/value.ts'
import { makeType, type DescriptionClass } from './make-type.ts'
import { equalMerge } from './merges.ts'
import { checking } from './simple.ts'

type Bound = bigint | number

/** Integers that a condition holds for. */
function integer(
  name: string,
  description: string,
  holds: (value: bigint) => boolean,
  descriptionClass: DescriptionClass = 'noun',
): AttrSet {
  return makeType({
    name,
    description,
    descriptionClass,
    check: checking((value) => typeof value === 'bigint' && holds(value)),
    merge: equalMerge,
  })
}

function inclusive(low: string, high: string): string {
  return `between ${low} and ${high} (both inclusive)`
}

function sized(name: string, start: string, low: bigint, high: bigint): AttrSet {
  const description = `${start}; ${inclusive(String(low), String(high))}`
  return integer(name, description, (value) => value >= low && value <= high)
}

function unsigned(bits: bigint): AttrSet {
  return sized(`unsignedInt${bits}`, `${bits} bit unsigned integer`, 0n, 2n ** bits - 1n)
}

function signed(bits: bigint): AttrSet {
  const half = 2n ** (bits - 1n)
  return sized(`signedInt${bits}`, `${bits} bit signed integer`, -half, half - 1n)
}

/** `types.port`. */
export const portType: AttrSet = unsigned(16n)

/** `types.ints`. */
export const intTypes: readonly (readonly [string, Slot])[] = [
  [
    'between',
    strict('between', ['int', 'int'], (machine, low, high) => {
      if (low > high) return machine.fail('throw', 'ints.between: lowest must be smaller than highest')
      const description = `integer ${inclusive(String(low), String(high))}`
      return integer('intBetween', description, (value) => value >= low && value <= high)
    }),
  ],
  [
    'unsigned',
    integer('unsignedInt', 'unsigned integer, meaning >=0', (value) => value >= 0n, 'nonRestrictiveClause'),
  ],
  [
    'positive',
    integer('positiveInt', 'positive integer, meaning >0', (value) => value > 0n, 'nonRestrictiveClause'),
  ],
  ['u8', unsigned(8n)],
  ['u16', portType],
  ['u32', unsigned(32n)],
  ['s8', signed(8n)],
  ['s16', signed(16n)],
  ['s32', signed(32n)],
]

/** Integers or floats that a condition holds for. */
function number(
  name: string,
  description: string | Unknown,
  holds: (value: Bound) => boolean,
  descriptionClass: DescriptionClass = 'conjunction',
): AttrSet {
  return makeType({
    name,
    description,
    descriptionClass,
    check: checking((value) => (typeof value === 'bigint' || typeof value === 'number') && holds(value)),
    merge: equalMerge,
  })
}

/** `types.numbers`. */
export const numberTypes: readonly (readonly [string, Slot])[] = [
  [
    'between',
    strict('between', ['number', 'number'], (machine, low, high) => {
      if (low > high) return machine.fail('throw', 'numbers.between: lowest must be smaller than highest')
      const [from, to] = [printJson(low), printJson(high)]
      const known = typeof from === 'string' && typeof to === 'string'
      const description = known
        ? `integer or floating point number ${inclusive(from, to)}`
        : new Unknown('how a float is printed')
      return number('numberBetween', description, (value) => value >= low && value <= high)
    }),
  ],
  [
    'nonnegative',
    number(
      'numberNonnegative',
      'nonnegative integer or floating point number, meaning >=0',
      (value) => value >= 0,
      'nonRestrictiveClause',
    ),
  ],
  [
    'positive',
    number(
      'numberPositive',
      'positive integer or floating point number, meaning >0',
      (value) => value > 0,
      'nonRestrictiveClause',
    ),
  ],
]
