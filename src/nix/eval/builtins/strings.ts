import { coerceInterpolated } from '../coerce.ts'
import {
  AttrSet,
  Unknown,
  attrSet,
  typeName,
  type Machine,
  type Native,
  type Slot,
  type Value,
} from '../value.ts'
import { compileRegex } from './regex.ts'
import { sha256Hex } from './sha256.ts'
import { forceStrings, strict } from './strict.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** A string's bytes; Nix counts and cuts by byte. */
function bytesOf(text: string): Uint8Array {
  return encoder.encode(text)
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

/** Strings. */
export const stringBuiltins: readonly Native[] = [
  strict('stringLength', ['any'], (machine, value) => {
    const text = coerceInterpolated(value, machine, null)
    return text instanceof Unknown ? text : BigInt(isAscii(text) ? text.length : bytesOf(text).length)
  }),
  strict('substring', ['int', 'int', 'any'], (machine, start, length, value) => {
    if (start < 0n) machine.fail('invalid-value', "negative start position in 'substring'")
    const text = coerceInterpolated(value, machine, null)
    return text instanceof Unknown
      ? text
      : substring(text, Number(start), length < 0n ? Infinity : Number(length))
  }),
  strict('replaceStrings', ['list', 'list', 'string'], replaceStrings),
  strict('hashString', ['string', 'string'], (_machine, algorithm, text) =>
    algorithm === 'sha256' ? sha256Hex(bytesOf(text)) : new Unknown(`a ${algorithm} hash`),
  ),
  strict('match', ['string', 'string'], (machine, pattern, text) => {
    machine.spend(text.length)
    const regex = compileRegex(pattern, text.length)
    if (regex === null) return new Unknown(`the regular expression ${JSON.stringify(pattern)}`)
    const found = regex.whole.exec(text)
    return found === null ? null : found.slice(1).map((group: string | undefined) => group ?? null)
  }),
  strict('split', ['string', 'string'], split),
]

function substring(text: string, start: number, length: number): Value {
  if (isAscii(text)) return text.slice(start, start + length)
  const bytes = bytesOf(text)
  try {
    return decoder.decode(bytes.subarray(start, Math.min(bytes.length, start + length)))
  } catch {
    return new Unknown('a string cut inside a character')
  }
}

/** Left to right, the first pattern that matches wins; an empty pattern matches between characters. */
function replaceStrings(machine: Machine, from: readonly Slot[], to: readonly Slot[], text: string): Value {
  if (from.length !== to.length) {
    machine.fail('invalid-value', "the lists given to 'replaceStrings' have different lengths")
  }
  const patterns = forceStrings(machine, from, 'replaceStrings')
  if (patterns instanceof Unknown) return patterns
  if (patterns.includes('') && !isAscii(text)) return new Unknown('an empty pattern inside a character')
  const pieces: string[] = []
  let index = 0
  while (index <= text.length) {
    const found = patterns.findIndex((pattern) => text.startsWith(pattern, index))
    if (found < 0) {
      pieces.push(text.charAt(index++))
      continue
    }
    const replacement = machine.force(to[found] ?? null)
    if (replacement instanceof Unknown) return new Unknown(replacement.reason)
    if (typeof replacement !== 'string') {
      return machine.fail('type-error', `replaceStrings expects strings, this is a ${typeName(replacement)}`)
    }
    machine.spend(1 + (replacement.length >> 4))
    pieces.push(replacement)
    const length = patterns[found]?.length ?? 0
    if (length === 0) pieces.push(text.charAt(index++))
    else index += length
  }
  return pieces.join('')
}

function split(machine: Machine, pattern: string, text: string): Value {
  machine.spend(text.length)
  const regex = compileRegex(pattern, text.length)
  if (regex === null || regex.anywhere === null)
    return new Unknown(`the regular expression ${JSON.stringify(pattern)}`)
  const result: Slot[] = []
  let last = 0
  for (const found of text.matchAll(regex.anywhere)) {
    if (found[0] === '') return new Unknown('a split at empty matches')
    result.push(
      text.slice(last, found.index),
      found.slice(1).map((group: string | undefined) => group ?? null),
    )
    last = found.index + found[0].length
  }
  return [...result, text.slice(last)]
}

/** The attributes `name` and `version` of a derivation's name (`builtins.parseDrvName`). */
export function parseDrvName(name: string): AttrSet {
  for (let index = 0; index < name.length - 1; index++) {
    const next = name.charAt(index + 1)
    if (name.charAt(index) === '-' && !/[a-zA-Z]/.test(next)) {
      return attrSet([
        ['name', name.slice(0, index)],
        ['version', name.slice(index + 1)],
      ])
    }
  }
  return attrSet([
    ['name', name],
    ['version', ''],
  ])
}
