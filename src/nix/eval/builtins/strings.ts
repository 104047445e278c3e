import { coerceInterpolated, takeText } from '../coerce.ts'
import { typeName } from '../type-name.ts'
import { Unknown, type Machine, type Native, type Slot, type Steps, type Value } from '../value.ts'
import { md5Hex } from './md5.ts'
import { sha1Hex } from './sha1.ts'
import { sha256Hex } from './sha256.ts'
import { sha512Hex } from './sha512.ts'
import { forceStrings, strict, strictSteps } from './strict.ts'
import { fromUtf8, isAscii, utf8 } from './text-bytes.ts'

export { parseDrvName } from './versions.ts'

/** Strings. Nix counts and cuts them by byte. */
export const stringBuiltins: readonly Native[] = [
  strict('stringLength', ['any'], (machine, value) => {
    const text = coerceInterpolated(value, machine, null)
    if (text instanceof Unknown) return new Unknown(text.reason)
    return BigInt(isAscii(text) ? text.length : utf8(text).length)
  }),
  strict('substring', ['int', 'int', 'any'], (machine, start, length, value) => {
    if (start < 0n) machine.fail('invalid-value', "negative start position in 'substring'")
    const text = coerceInterpolated(value, machine, null)
    if (text instanceof Unknown) return new Unknown(text.reason)
    if (start > largestOffset || length > largestOffset || length < -largestOffset) {
      return new Unknown('a substring by offsets of more than 31 bits')
    }
    return substring(machine, text, Number(start), length < 0n ? Infinity : Number(length))
  }),
  strictSteps('replaceStrings', ['list', 'list', 'lazy'], replaceStrings),
  strict('hashString', ['string', 'string'], (machine, algorithm, text) =>
    hash(machine, algorithm, utf8(text)),
  ),
]

/** Nix up to 2.20 cuts offsets to 32 bits. */
const largestOffset = 2n ** 31n - 1n

/** How each algorithm that every version of Nix has makes a hash in base 16. */
const hashes: ReadonlyMap<string, (bytes: Uint8Array) => string> = new Map([
  ['md5', md5Hex],
  ['sha1', sha1Hex],
  ['sha256', sha256Hex],
  ['sha512', sha512Hex],
])

/** A hash in base 16. */
export function hash(machine: Machine, algorithm: string, bytes: Uint8Array): Value {
  machine.spend(bytes.length)
  const make = hashes.get(algorithm)
  if (make !== undefined) return make(bytes)
  if (algorithm === 'blake3') return new Unknown('a blake3 hash, which not every version of Nix has')
  return machine.fail('invalid-value', `unknown hash algorithm '${algorithm}'`)
}

function substring(machine: Machine, text: string, start: number, length: number): Value {
  if (isAscii(text)) {
    const part = text.slice(start, start + length)
    takeText(machine, part.length)
    return part
  }
  machine.spend(text.length >> 4)
  const part = utf8(text).subarray(start, start + length)
  takeText(machine, part.length)
  return fromUtf8(part) ?? new Unknown('a string cut inside a character')
}

/** Left to right, the first pattern that matches wins; an empty pattern matches between bytes. */
function* replaceStrings(machine: Machine, from: readonly Slot[], to: readonly Slot[], slot: Slot): Steps {
  if (from.length !== to.length) {
    machine.fail('invalid-value', "the lists given to 'replaceStrings' have different lengths")
  }
  const patterns = forceStrings(machine, from, 'replaceStrings')
  if (patterns instanceof Unknown) return patterns
  const replacements = forceStrings(machine, to, 'replaceStrings')
  if (replacements instanceof Unknown) return replacements
  const text = yield slot
  if (text instanceof Unknown) return new Unknown(text.reason)
  if (typeof text !== 'string') {
    return machine.fail('type-error', `replaceStrings expects a string, this is a ${typeName(text)}`)
  }
  if (patterns.includes('') && !isAscii(text)) return new Unknown('an empty pattern inside a character')
  machine.spend(((text.length + 1) * (patterns.length + 1)) / 4)
  const pieces: string[] = []
  let index = 0
  while (index <= text.length) {
    const found = patterns.findIndex((pattern) => text.startsWith(pattern, index))
    const length = patterns[found]?.length ?? 0
    if (found >= 0) {
      const replacement = replacements[found] ?? ''
      takeText(machine, replacement.length)
      pieces.push(replacement)
    }
    if (length === 0) pieces.push(text.charAt(index))
    index += Math.max(length, 1)
  }
  takeText(machine, text.length)
  return pieces.join('')
}
