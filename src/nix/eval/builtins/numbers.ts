import { add, arithmetic, lessThan } from '../operators.ts'
import { Unknown, type Native, type Value } from '../value.ts'
import { strict } from './strict.ts'

function rounding(name: string, round: (value: number) => number): Native {
  return strict(name, ['number'], (_machine, value) => {
    if (typeof value === 'bigint') return value
    const rounded = round(value)
    return Number.isSafeInteger(rounded) ? BigInt(rounded) : new Unknown('a float too large for an integer')
  })
}

function operator(name: string, op: string): Native {
  return strict(name, ['number', 'number'], (machine, left, right): Value =>
    op === '+' ? add(left, right, machine, null) : arithmetic(op, left, right, machine, null),
  )
}

/** Arithmetic. */
export const numberBuiltins: readonly Native[] = [
  operator('add', '+'),
  operator('sub', '-'),
  operator('mul', '*'),
  operator('div', '/'),
  strict('lessThan', ['any', 'any'], (machine, left, right) => lessThan(left, right, machine, null)),
  strict('bitAnd', ['int', 'int'], (_machine, left, right) => left & right),
  strict('bitOr', ['int', 'int'], (_machine, left, right) => left | right),
  strict('bitXor', ['int', 'int'], (_machine, left, right) => left ^ right),
  rounding('ceil', Math.ceil),
  rounding('floor', Math.floor),
]
