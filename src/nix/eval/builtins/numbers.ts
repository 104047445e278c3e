import { arithmetic, lessThan } from '../operators.ts'
import { Unknown, type Native } from '../value.ts'
import { strict } from './strict.ts'

/** Nix converts to a float and back; what that loses of a large integer depends on its version. */
function rounding(name: string, round: (value: number) => number): Native {
  return strict(name, ['number'], (_machine, value) => {
    const rounded = round(Number(value))
    return Number.isSafeInteger(rounded)
      ? BigInt(rounded)
      : new Unknown('the integer nearest to a large number')
  })
}

function operator(name: string, op: '+' | '-' | '*' | '/'): Native {
  return strict(name, ['any', 'any'], (machine, left, right) => arithmetic(op, left, right, machine, null))
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
