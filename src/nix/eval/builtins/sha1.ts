import { padMessage } from './pad-message.ts'

/** SHA-1 of bytes, in hexadecimal (FIPS 180-4, 6.1). */
export function sha1Hex(message: Uint8Array): string {
  const blocks = padMessage(message, { block: 64, littleEndian: false })
  const hash = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  const schedule = new Uint32Array(80)
  for (let offset = 0; offset < blocks.byteLength; offset += 64) compress(hash, blocks, offset, schedule)
  return [...hash].map((word) => word.toString(16).padStart(8, '0')).join('')
}

function compress(hash: Uint32Array, blocks: DataView, offset: number, schedule: Uint32Array): void {
  const at = (index: number): number => schedule[index] ?? 0
  for (let index = 0; index < 16; index++) schedule[index] = blocks.getUint32(offset + index * 4)
  for (let index = 16; index < 80; index++) {
    schedule[index] = rotate(at(index - 3) ^ at(index - 8) ^ at(index - 14) ^ at(index - 16), 1)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash
  for (let index = 0; index < 80; index++) {
    const next = (rotate(a, 5) + mix(index, b, c, d) + e + at(index)) | 0
    ;[e, d, c, b, a] = [d, c, rotate(b, 30), a, next]
  }
  for (const [index, word] of [a, b, c, d, e].entries()) hash[index] = (hash[index] ?? 0) + word
}

/** The function of a round with its constant. */
function mix(index: number, b: number, c: number, d: number): number {
  if (index < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (index < 40) return (b ^ c ^ d) + 0x6ed9eba1
  if (index < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
  return (b ^ c ^ d) + 0xca62c1d6
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by))
}
