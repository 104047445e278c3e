import { textOfPath } from './paths.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

type Coercion = {
  /** Numbers, booleans, null and lists become text too. */
  readonly more: boolean
  /** A path becomes the path of its copy in the store. */
  readonly copies: boolean
}

const interpolating: Coercion = { more: false, copies: true }
const converting: Coercion = { more: true, copies: false }
const pathLike: Coercion = { more: false, copies: false }

/** The text of a value in `"${value}"`: strings, and sets that say how; a path would be copied to the store. */
export function coerceInterpolated(
  value: Value,
  machine: Machine,
  position: Position | null,
): string | Unknown {
  return coerce(value, interpolating, machine, position)
}

/** `builtins.toString`: like interpolation, but also numbers, booleans, null and lists, and paths are not copied. */
export function coerceToString(value: Value, machine: Machine, position: Position | null): string | Unknown {
  return coerce(value, converting, machine, position)
}

/** Text that is used as a path: like interpolation, but nothing is copied. */
export function coerceToPathText(
  value: Value,
  machine: Machine,
  position: Position | null,
): string | Unknown {
  return coerce(value, pathLike, machine, position)
}

/** Nix's `EvalState::coerceToString`. */
function coerce(value: Value, how: Coercion, machine: Machine, position: Position | null): string | Unknown {
  if (typeof value === 'string') return value
  if (value instanceof Unknown) return asText(value)
  if (value instanceof PathValue) return pathText(value, how, machine)
  if (value instanceof AttrSet) return coerceSet(value, how, machine, position)
  if (how.more) {
    if (value === null || value === false) return ''
    if (value === true) return '1'
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'number') return printFixed(value)
    if (isList(value)) return coerceList(value, how, machine, position)
  }
  return machine.fail('type-error', `cannot coerce a ${typeName(value)} to a string`, position)
}

function pathText({ path, inSnapshot }: PathValue, { copies }: Coercion, machine: Machine): string | Unknown {
  if (!inSnapshot) return copies ? new Unknown('the store path of a copied file') : `/${path}`
  if (!copies) return textOfPath(path, 'none')
  const type = machine.files.typeOf(path)
  if (type === 'directory') return textOfPath(path, 'folder')
  return type === 'regular' ? textOfPath(path, 'file') : new Unknown('the store path of what is not there')
}

/** C++ `std::to_string(double)`: six decimals, exact halves to even. */
function printFixed(value: number): string | Unknown {
  if (Number.isNaN(value)) return new Unknown('a float that is not a number, as text')
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  const size = Math.abs(value)
  if (size >= 1e21) return `${sign}${BigInt(size)}.000000`
  return sign + (isHalfway(size) ? halfToEven(size) : size.toFixed(6))
}

/** Only odd multiples of 1/128 lie exactly between two numbers of six decimals. */
function isHalfway(size: number): boolean {
  return Number.isInteger(size * 128) && !Number.isInteger(size * 64)
}

function halfToEven(size: number): string {
  const exact = size.toFixed(7)
  const down = exact.slice(0, -1)
  return Number(down.at(-1)) % 2 === 0 ? down : size.toFixed(6)
}

function coerceList(
  list: readonly Slot[],
  how: Coercion,
  machine: Machine,
  position: Position | null,
): string | Unknown {
  const pieces: (string | Unknown)[] = []
  for (const [index, slot] of list.entries()) {
    const item = machine.force(slot)
    pieces.push(coerce(item, how, machine, position))
    // An empty list leaves no gap behind.
    const isEmptyList = isList(item) && item.length === 0
    if (index < list.length - 1 && !isEmptyList) pieces.push(' ')
  }
  return concatStrings(pieces, machine)
}

function coerceSet(
  set: AttrSet,
  how: Coercion,
  machine: Machine,
  position: Position | null,
): string | Unknown {
  const toString = set.attrs.get('__toString')
  if (toString !== undefined) {
    return coerce(machine.apply(machine.force(toString.slot), set, position), how, machine, position)
  }
  if (set.maybe?.has('__toString') === true) return new Unknown('whether a set says how it is written')
  if (set.derivation !== null) return new Unknown('the store path of a derivation')
  if (set.rest !== null) return asText(set.rest)
  const outPath = set.attrs.get('outPath')
  if (outPath !== undefined) return coerce(machine.force(outPath.slot), how, machine, position)
  if (set.maybe?.has('outPath') === true) return new Unknown('whether a set says how it is written')
  return machine.fail('type-error', 'cannot coerce a set to a string', position)
}

/** Joins pieces; unknown where one is, but of a path into the repository the end stays known. */
export function concatStrings(pieces: readonly (string | Unknown)[], machine: Machine): string | Unknown {
  const [first] = pieces
  if (first instanceof Unknown) {
    if (pieces.length === 1) return first
    const more = concatStrings(pieces.slice(1), machine)
    if (first.file === null)
      return typeof more === 'string' ? belowUnknown(first, more) : new Unknown(first.reason)
    if (more instanceof Unknown) return withoutFile(more)
    if (first.file.copy === 'file' && more !== '') return withoutFile(first)
    return new Unknown(first.reason, null, null, { ...first.file, end: first.file.end + more })
  }
  let text = ''
  for (const piece of pieces) {
    if (piece instanceof Unknown) return withoutFile(piece)
    takeText(machine, piece.length)
    text += piece
  }
  return text
}

/** What is not known, as text: it keeps where it comes from, as files are found by that. */
function asText(value: Unknown): Unknown {
  return value.file === null && value.candidates !== null ? new Unknown(value.reason) : value
}

/** `"${inputs.nixpkgs}/lib"` is a file of what is not known, and comes from `inputs.nixpkgs/lib`. */
export function belowUnknown({ reason, path }: Unknown, more: string): Unknown {
  if (path === null || !more.startsWith('/')) return new Unknown(reason)
  return new Unknown(reason, [...path.slice(0, -1), `${path.at(-1) ?? ''}${more}`])
}

function withoutFile(value: Unknown): Unknown {
  return value.file === null ? value : new Unknown(value.reason)
}

/** Accounts for new text, in UTF-16 code units. */
export function takeText(machine: Machine, length: number): void {
  machine.spend(length / 16)
  machine.allocate(length / 4)
}
