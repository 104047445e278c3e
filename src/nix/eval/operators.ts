import { belowUnknown, coerceInterpolated, coerceToPathText, concatStrings } from './coerce.ts'
import { compareValues } from './compare.ts'
import { joinPlatformLists } from './known-platforms.ts'
import { joinPath } from './paths.ts'
import { typeName } from './type-name.ts'
import { AttrSet, PathValue, Unknown, isList, type Machine, type Position, type Value } from './value.ts'

/** A condition: true, false, or unknown. Anything else is a type error. */
export function booleanOf(value: Value, machine: Machine, position: Position | null): boolean | Unknown {
  if (typeof value === 'boolean' || value instanceof Unknown) return value
  return machine.fail('type-error', `expected a bool, this is a ${typeName(value)}`, position)
}

export function not(value: boolean | Unknown): boolean | Unknown {
  return value instanceof Unknown ? value : !value
}

/** `left < right` for numbers, strings, paths and lists. */
export function lessThan(
  left: Value,
  right: Value,
  machine: Machine,
  position: Position | null,
): boolean | Unknown {
  const order = compareValues(left, right, machine, position)
  return order instanceof Unknown ? order : order < 0
}

/** `left ++ right`. */
export function concatLists(left: Value, right: Value, machine: Machine, position: Position | null): Value {
  for (const side of [left, right]) {
    if (!isList(side) && !(side instanceof Unknown)) {
      machine.fail('type-error', `expected a list, this is a ${typeName(side)}`, position)
    }
  }
  const platforms = joinPlatformLists(left, right)
  if (platforms !== null) return platforms
  if (!isList(left)) return new Unknown(left instanceof Unknown ? left.reason : '')
  if (!isList(right)) return new Unknown(right instanceof Unknown ? right.reason : '')
  machine.allocate(left.length + right.length)
  machine.spend((left.length + right.length) / 8)
  return [...left, ...right]
}

/** `left + right`: numbers, strings, paths, and sets that can be strings. */
export function add(left: Value, right: Value, machine: Machine, position: Position | null): Value {
  if (left instanceof Unknown && left.file === null)
    return typeof right === 'string' ? belowUnknown(left, right) : new Unknown(left.reason)
  if (isNumber(left)) {
    if (right instanceof Unknown) return new Unknown(right.reason)
    return arithmetic('+', left, right, machine, position)
  }
  if (left instanceof PathValue) return appendToPath(left, right, machine, position)
  // Only after a string is a path copied to the store; after a set its own text is appended.
  const coerce = left instanceof AttrSet ? coerceToPathText : coerceInterpolated
  const head = coerce(left, machine, position)
  return concatStrings([head, coerce(right, machine, position)], machine)
}

function appendToPath(left: PathValue, right: Value, machine: Machine, position: Position | null): Value {
  const text = coerceToPathText(right, machine, position)
  return text instanceof Unknown ? new Unknown(text.reason) : joinPath(left, text)
}

function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number'
}

/** `- * /`, and `+` of numbers. Integers have 64 bits; what overflows is unknown (Nix versions differ). */
export function arithmetic(
  op: string,
  left: Value,
  right: Value,
  machine: Machine,
  position: Position | null,
): Value {
  if (left instanceof Unknown) return new Unknown(left.reason)
  if (!isNumber(left))
    return machine.fail('type-error', `expected a number, this is a ${typeName(left)}`, position)
  if (right instanceof Unknown) return new Unknown(right.reason)
  if (!isNumber(right))
    return machine.fail('type-error', `expected a number, this is a ${typeName(right)}`, position)
  if (op === '/' && Number(right) === 0) machine.fail('arithmetic', 'division by zero', position)
  if (typeof left === 'bigint' && typeof right === 'bigint') return integerArithmetic(op, left, right)
  const a = Number(left)
  const b = Number(right)
  return op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : a / b
}

function integerArithmetic(op: string, left: bigint, right: bigint): Value {
  const result =
    op === '+' ? left + right : op === '-' ? left - right : op === '*' ? left * right : left / right
  return BigInt.asIntN(64, result) === result ? result : new Unknown('an integer overflow')
}

/** `-value`. */
export function negate(value: Value, machine: Machine, position: Position): Value {
  return arithmetic('-', typeof value === 'number' ? 0 : 0n, value, machine, position)
}
