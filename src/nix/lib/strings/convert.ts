import { parseDrvName } from '../../eval/builtins/strings.ts'
import { compareVersions } from '../../eval/builtins/versions.ts'
import { strict } from '../../eval/builtins/strict.ts'
import {
  AttrSet,
  Native,
  PathValue,
  Unknown,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, hasName } from '../../eval/partial.ts'
import { escapeNixString } from './quote-nix.ts'
import { byteLength, interpolated, isAscii, onTexts, printed } from './text.ts'

/** A whole number in a text; numbers that do not fit, and those that JSON does not have, are left unknown. */
function toInt(machine: Machine, text: string): Value {
  const digits = /^[ \t-\r]*(-?[0-9]+)[ \t-\r]*$/.exec(text)?.[1]
  if (digits === undefined)
    return machine.fail('throw', `toInt: Could not convert ${escapeNixString(text)} to int.`)
  if (/^0[0-9]/.test(digits)) {
    const message = `toInt: Ambiguity in interpretation of ${escapeNixString(text)} between octal and zero padded integer.`
    return machine.fail('throw', message)
  }
  return parseDigits(digits)
}

function toIntBase10(machine: Machine, text: string): Value {
  const digits = /^[ \t-\r]*0*(-?[0-9]+)[ \t-\r]*$/.exec(text)?.[1]
  return digits === undefined
    ? machine.fail('throw', `toIntBase10: Could not convert ${escapeNixString(text)} to int.`)
    : parseDigits(digits)
}

function parseDigits(digits: string): Value {
  if (/^-0/.test(digits)) return new Unknown('how a negative number with leading zeros is read')
  const value = BigInt(digits)
  return BigInt.asIntN(64, value) === value ? value : new Unknown('an integer that does not fit')
}

/** A number as text, of at least a width. */
function fixedWidth(machine: Machine, width: bigint, filler: string, text: string): Value {
  const missing = Number(width) - byteLength(text)
  const step = byteLength(filler)
  if (missing === 0) return text
  if (step === 0 && missing > 0)
    return machine.fail('infinite-recursion', 'fixedWidthString: the filler is empty')
  if (missing < 0 || missing % step !== 0) {
    return machine.fail(
      'throw',
      `fixedWidthString: requested string length (${width}) must not be shorter than actual length (${byteLength(text)})`,
    )
  }
  machine.spend(missing >> 4)
  return filler.repeat(missing / step) + text
}

/** From a derivation's own attribute, or parsed from a name. */
function nameOrVersion(machine: Machine, slot: Slot, attribute: 'pname' | 'version'): Slot {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  const parse = (name: string): Value =>
    machine.select(parseDrvName(name), attribute === 'pname' ? 'name' : 'version')
  if (typeof value === 'string') return parse(value)
  const has = hasName(value, attribute)
  if (has === true) return machine.select(value, attribute)
  if (has instanceof Unknown) return has
  const name = machine.select(value, 'name')
  if (name instanceof Unknown) return because(name)
  return typeof name === 'string'
    ? parse(name)
    : machine.fail('type-error', 'the name of a package is not a text')
}

function isStringLike(value: Value): boolean | Unknown {
  if (typeof value === 'string' || value instanceof PathValue) return true
  const has = hasName(value, 'outPath')
  if (value instanceof AttrSet && value.derivation !== null) return true
  return has === false ? hasName(value, '__toString') : has
}

function isConvertible(machine: Machine, slot: Slot): boolean | Unknown {
  const value = machine.force(slot)
  if (value === null || ['bigint', 'number', 'boolean'].includes(typeof value)) return true
  if (!isList(value)) return isStringLike(value)
  for (const item of value) {
    const answer = isConvertible(machine, item)
    if (answer !== true) return answer
  }
  return true
}

function isStorePath(machine: Machine, slot: Slot): boolean | Unknown {
  const value = machine.force(slot)
  const textLike = isStringLike(value)
  if (textLike !== true) return textLike
  const text = printed(machine, value)
  if (text instanceof Unknown) return text
  if (!text.startsWith('/')) return false
  return /^\/[0-9a-z]{52}$/.test(text) ? true : new Unknown('where the store lies')
}

/** Smallest number of insertions, removals and replacements that turns one text into the other. */
function levenshtein(machine: Machine, one: string, other: string): number | undefined {
  if (!isAscii(one + other)) return undefined
  machine.spend(one.length * other.length)
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const replaced =
        (previous[column - 1] ?? 0) + (one.charAt(row - 1) === other.charAt(column - 1) ? 0 : 1)
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced))
    }
    previous = current
  }
  return previous[other.length] ?? 0
}

const bytesUnknown = new Unknown('the bytes of a text')

/** Texts to and from other values. */
export const convertFunctions: readonly Native[] = [
  strict('toInt', ['string'], toInt),
  strict('toIntBase10', ['string'], toIntBase10),
  strict('fixedWidthString', ['int', 'string', 'string'], fixedWidth),
  strict('fixedWidthNumber', ['int', 'lazy'], (machine, width, slot) => {
    const text = printed(machine, slot)
    return text instanceof Unknown ? text : fixedWidth(machine, width, '0', text)
  }),
  native('floatToString', 1, (machine, [slot = null]) => printed(machine, slot)),
  native('isStringLike', 1, (machine, [slot = null]) => isStringLike(machine.force(slot))),
  native('isConvertibleWithToString', 1, (machine, [slot = null]) => isConvertible(machine, slot)),
  native('isStorePath', 1, (machine, [slot = null]) => isStorePath(machine, slot)),
  native('addContextFrom', 2, (machine, [source = null, target = null]) => {
    const from = interpolated(machine, source)
    return from instanceof Unknown ? from : interpolated(machine, target)
  }),
  onTexts('charToInt', 1, (text) =>
    text.length === 1 && isAscii(text) && text !== '\0' ? BigInt(text.charCodeAt(0)) : undefined,
  ),
  native('getName', 1, (machine, [slot = null]) => nameOrVersion(machine, slot, 'pname')),
  native('getVersion', 1, (machine, [slot = null]) => nameOrVersion(machine, slot, 'version')),
  onTexts('versionOlder', 2, (one, other) => compareVersions(other, one) === 1),
  onTexts('versionAtLeast', 2, (one, other) => compareVersions(other, one) !== 1),
  strict('levenshtein', ['string', 'string'], (machine, one, other) => {
    const distance = levenshtein(machine, one, other)
    return distance === undefined ? bytesUnknown : BigInt(distance)
  }),
  strict('levenshteinAtMost', ['int', 'string', 'string'], (machine, most, one, other) => {
    if (most <= 0n) return one === other
    const distance = levenshtein(machine, one, other)
    return distance === undefined ? bytesUnknown : BigInt(distance) <= most
  }),
]
