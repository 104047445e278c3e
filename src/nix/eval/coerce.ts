import {
  AttrSet,
  PathValue,
  Unknown,
  isList,
  typeName,
  type Machine,
  type Position,
  type Value,
} from './value.ts'

/** The text of a value in `"${value}"`: strings, and sets that say how; a path would be copied to the store. */
export function coerceInterpolated(
  value: Value,
  machine: Machine,
  position: Position | null,
): string | Unknown {
  if (typeof value === 'string' || value instanceof Unknown) return value
  if (value instanceof PathValue) return new Unknown('the store path of a copied file')
  if (value instanceof AttrSet) return coerceSet(value, machine, position, coerceInterpolated)
  return machine.fail('type-error', `cannot coerce a ${typeName(value)} to a string`, position)
}

/** `builtins.toString`: like interpolation, but also numbers, booleans, null and lists, and paths are not copied. */
export function coerceToString(value: Value, machine: Machine, position: Position | null): string | Unknown {
  if (typeof value === 'string' || value instanceof Unknown) return value
  if (value === null || value === false) return ''
  if (value === true) return '1'
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number')
    return Number.isFinite(value) ? fixedFloat(value) : new Unknown('a float that is not finite')
  if (value instanceof PathValue) {
    return value.inSnapshot ? new Unknown('where the repository lies on disk') : `/${value.path}`
  }
  if (isList(value)) return coerceList(value, machine, position)
  if (value instanceof AttrSet) return coerceSet(value, machine, position, coerceToString)
  return machine.fail('type-error', `cannot coerce a ${typeName(value)} to a string`, position)
}

/** C++ `std::to_string(double)`: six decimals. */
function fixedFloat(value: number): string | Unknown {
  if (Math.abs(value) >= 1e21) return new Unknown('a very large float as text')
  return value.toFixed(6)
}

function coerceList(
  value: readonly (Value | object | null)[],
  machine: Machine,
  position: Position | null,
): string | Unknown {
  const pieces: string[] = []
  for (const [index, slot] of value.entries()) {
    const item = machine.force(slot as never)
    const text = coerceToString(item, machine, position)
    if (text instanceof Unknown) return text
    pieces.push(text)
    // An empty list leaves no gap behind (Nix: EvalState::coerceToString).
    const emptyList = isList(item) && item.length === 0
    if (index < value.length - 1 && !emptyList) pieces.push(' ')
  }
  return concatStrings(pieces, machine)
}

function coerceSet(
  value: AttrSet,
  machine: Machine,
  position: Position | null,
  again: (value: Value, machine: Machine, position: Position | null) => string | Unknown,
): string | Unknown {
  const toString = value.attrs.get('__toString')
  if (toString !== undefined)
    return again(machine.apply(machine.force(toString.slot), value, position), machine, position)
  if (value.derivation !== null) return new Unknown('the store path of a derivation')
  if (value.rest !== null) return new Unknown(value.rest.reason)
  const outPath = value.attrs.get('outPath')
  if (outPath !== undefined) return again(machine.force(outPath.slot), machine, position)
  return machine.fail('type-error', 'cannot coerce a set to a string', position)
}

/** Joins pieces; unknown where one is. */
export function concatStrings(pieces: readonly (string | Unknown)[], machine: Machine): string | Unknown {
  let text = ''
  for (const piece of pieces) {
    if (piece instanceof Unknown) return new Unknown(piece.reason)
    text += piece
  }
  machine.spend(text.length >> 4)
  return text
}
