import { strict, test } from '../../eval/builtins/strict.ts'
import { coerceInterpolated } from '../../eval/coerce.ts'
import { knownEnd } from '../../eval/paths.ts'
import { Native, Unknown, native, type Machine, type Slot, type Value } from '../../eval/value.ts'
import { because, hasName } from '../../eval/partial.ts'
import { isAscii, onTexts, printed } from './text.ts'
import { toSentenceCase } from './letter-case.ts'

function splitString(machine: Machine, separator: Slot, slot: Slot): Value {
  const by = printed(machine, separator)
  if (by instanceof Unknown) return by
  const text = machine.force(slot)
  if (typeof text !== 'string')
    return text instanceof Unknown ? because(text) : new Unknown('a split of what is no text')
  machine.spend(text.length)
  return by === '' ? new Unknown('a split at nothing') : text.split(by)
}

/** Cuts before or instead of each character that the predicate accepts, given the one before it. */
function splitStringBy(
  machine: Machine,
  predicate: Slot,
  keep: boolean,
  text: string,
): readonly string[] | Unknown {
  if (!isAscii(text)) return new Unknown('the bytes of a text')
  const parts: string[] = []
  let current = ''
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    const answer = test(machine, machine.force(predicate), index === 0 ? '' : text.charAt(index - 1), char)
    if (answer instanceof Unknown) return because(answer)
    if (answer) {
      parts.push(current)
      current = keep ? char : ''
    } else current += char
  }
  return [...parts, current]
}

function toCamelCase(text: string): string {
  const words = text.split(/[-_ ]/).flatMap((part) => part.split(/(?<=[a-z])(?=[A-Z])/))
  return words.map((word, index) => (index === 0 ? word.toLowerCase() : toSentenceCase(word))).join('')
}

function trim(text: string, start: boolean, end: boolean): string {
  const head = start ? text.replace(/^[ \t\r\n]+/, '') : text
  return end ? head.replace(/[ \t\r\n]+$/, '') : head
}

function trimWith(machine: Machine, options: Slot): Value {
  const set = machine.force(options)
  const flag = (name: string): Value => {
    const has = hasName(set, name)
    return has === true ? machine.select(set, name) : has
  }
  const [start, end] = [flag('start'), flag('end')]
  if (typeof start !== 'boolean' || typeof end !== 'boolean') return new Unknown('how to trim')
  return onTexts('trim', 1, (text) => trim(text, start, end))
}

/** As `builtins.split` and `match` do it; the longest name of 207 bytes is what the store allows. */
function sanitizeDerivationName(text: string): string {
  if (text.length <= 207 && /^[a-zA-Z0-9+_?=-][a-zA-Z0-9+._?=-]*$/.test(text)) return text
  const name = text.replace(/^\.+/, '').replace(/[^a-zA-Z0-9+._?=-]+/g, '-')
  return name === '' ? 'unknown' : name.slice(-207)
}

function commonLength(
  one: string,
  other: string,
  at: (text: string, index: number) => string,
): bigint | undefined {
  if (!isAscii(one + other)) return undefined
  const shorter = Math.min(one.length, other.length)
  let length = 0
  while (length < shorter && at(one, length) === at(other, length)) length++
  return BigInt(length)
}

/** A path is looked at as interpolation writes it; of where a file lies only the end can be looked at. */
function hasInfix(machine: Machine, infix: string, value: Value): boolean | Unknown {
  const text = coerceInterpolated(value, machine, null)
  const known = text instanceof Unknown ? (text.file === null ? '' : knownEnd(text.file)) : text
  machine.spend((infix.length + known.length) >> 4)
  return known.includes(infix) || (text instanceof Unknown ? new Unknown(text.reason) : false)
}

/** Cutting texts, and asking what is in them. */
export const cutFunctions: readonly Native[] = [
  strict('hasInfix', ['string', 'value'], hasInfix),
  native('splitString', 2, (machine, [separator = null, text = null]) =>
    splitString(machine, separator, text),
  ),
  strict('splitStringBy', ['lazy', 'bool', 'string'], splitStringBy),
  onTexts('stringToCharacters', 1, (text) => (isAscii(text) ? Array.from(text) : undefined)),
  onTexts('toCamelCase', 1, (text) => (isAscii(text) ? toCamelCase(text) : undefined)),
  onTexts('trim', 1, (text) => trim(text, true, true)),
  native('trimWith', 1, (machine, [options = null]) => trimWith(machine, options)),
  onTexts('sanitizeDerivationName', 1, sanitizeDerivationName),
  onTexts('commonPrefixLength', 2, (one, other) =>
    commonLength(one, other, (text, index) => text.charAt(index)),
  ),
  onTexts('commonSuffixLength', 2, (one, other) =>
    commonLength(one, other, (text, index) => text.charAt(text.length - 1 - index)),
  ),
  onTexts('normalizePath', 1, (text) => text.replace(/\/+/g, '/')),
  strict('nameFromURL', ['string', 'string'], (machine, url, separator) => {
    const file = url.slice(url.lastIndexOf('/') + 1)
    if (separator === '') return new Unknown('a split at nothing')
    const [name = ''] = file.split(separator)
    return name === file ? machine.fail('assertion', `nameFromURL: no '${separator}' in '${file}'`) : name
  }),
]
