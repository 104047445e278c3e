import { coerceInterpolated, coerceToString } from '../../eval/coerce.ts'
import { strict } from '../../eval/builtins/strict.ts'
import { Native, Unknown, type Machine, type Slot } from '../../eval/value.ts'
import { because } from '../../eval/partial.ts'

const encoder = new TextEncoder()

/** Nix counts bytes, so what counts or cuts is only known of texts where a byte is a character. */
export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}

/** Length as Nix has it, in bytes of UTF-8. */
export function byteLength(text: string): number {
  return isAscii(text) ? text.length : encoder.encode(text).length
}

/** The text of a value as in `"${value}"`. */
export function interpolated(machine: Machine, slot: Slot): string | Unknown {
  return settled(coerceInterpolated(machine.force(slot), machine, null))
}

/** The text of a value as `toString` gives it. */
export function printed(machine: Machine, slot: Slot): string | Unknown {
  return settled(coerceToString(machine.force(slot), machine, null))
}

function settled(text: string | Unknown): string | Unknown {
  return text instanceof Unknown ? because(text) : text
}

/** `concatStringsSep`: items are made text as interpolation does. */
export function joinTexts(machine: Machine, separator: string, items: readonly Slot[]): string | Unknown {
  const texts: string[] = []
  let length = 0
  for (const item of items) {
    const text = interpolated(machine, item)
    if (text instanceof Unknown) return text
    texts.push(text)
    length += text.length + separator.length
  }
  machine.spend(length >> 4)
  return texts.join(separator)
}

/** Replaces what matches first, from left to right, as `replaceStrings` does; no pattern may be empty. */
export function replaceEach(text: string, replacements: ReadonlyMap<string, string>): string {
  const patterns = [...replacements.keys()]
  let result = ''
  for (let index = 0; index < text.length;) {
    const at = index
    const pattern = patterns.find((candidate) => text.startsWith(candidate, at))
    result += pattern === undefined ? text.charAt(index) : (replacements.get(pattern) ?? '')
    index += pattern?.length ?? 1
  }
  return result
}

/** A native from texts to a text or a number; it is unknown where it answers null. */
export function onTexts(
  name: string,
  count: 1 | 2,
  run: (first: string, second: string) => Slot | undefined,
): Native {
  const answer = (machine: Machine, first: string, second: string): Slot => {
    machine.spend((first.length + second.length) >> 4)
    const result = run(first, second)
    return result === undefined
      ? new Unknown(`what ${name} makes of a text with characters of several bytes`)
      : result
  }
  return count === 1
    ? strict(name, ['string'], (machine, text) => answer(machine, text, ''))
    : strict(name, ['string', 'string'], answer)
}
