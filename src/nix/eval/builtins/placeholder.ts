import type { Native } from '../value.ts'
import { sha256Hex } from './sha256.ts'
import { strict } from './strict.ts'
import { utf8 } from './text-bytes.ts'

/** What stands for the path of an output until it is built: a hash of the output's name, the same everywhere. */
export const placeholderBuiltin: Native = strict('placeholder', ['string'], (machine, output) => {
  machine.spend(output.length)
  return `/${toBase32(sha256Hex(utf8(`nix-output:${output}`)))}`
})

/** Nix's base 32: digits without e, o, t and u, the last five bits first (Nix manual, "nix hash"). */
const digits = '0123456789abcdfghijklmnpqrsvwxyz'

function toBase32(hash: string): string {
  // The bytes of a hash as a number whose lowest byte is the first.
  const bytes = hash.match(/../g) ?? []
  let rest = BigInt(`0x${bytes.reverse().join('')}`)
  let text = ''
  for (let length = Math.ceil((bytes.length * 8) / 5); length > 0; length--) {
    text = digits.charAt(Number(rest & 31n)) + text
    rest >>= 5n
  }
  return text
}
