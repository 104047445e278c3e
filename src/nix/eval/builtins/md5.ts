import { padMessage } from './pad-message.ts'

/** By how many bits each round of four steps turns (RFC 1321, 3.4). */
const turns: readonly (readonly number[])[] = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
]
const sines = Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32))

/** MD5 of bytes, in hexadecimal (RFC 1321). */
export function md5Hex(message: Uint8Array): string {
  const blocks = padMessage(message, { block: 64, littleEndian: true })
  const hash = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  for (let offset = 0; offset < blocks.byteLength; offset += 64) compress(hash, blocks, offset)
  const result = new DataView(new ArrayBuffer(16))
  for (const [index, word] of hash.entries()) result.setUint32(index * 4, word, true)
  return [...new Uint8Array(result.buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function compress(hash: Uint32Array, blocks: DataView, offset: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = hash
  for (let index = 0; index < 64; index++) {
    const { mix, word } = step(index, b, c, d)
    const sum = (a + mix + (sines[index] ?? 0) + blocks.getUint32(offset + word * 4, true)) | 0
    const by = turns[index >> 4]?.[index & 3] ?? 0
    ;[a, d, c, b] = [d, c, b, (b + ((sum << by) | (sum >>> (32 - by)))) | 0]
  }
  for (const [index, word] of [a, b, c, d].entries()) hash[index] = (hash[index] ?? 0) + word
}

/** What a step mixes in, and which word of the block it reads. */
function step(index: number, b: number, c: number, d: number): { mix: number; word: number } {
  switch (index >> 4) {
    case 0:
      return { mix: (b & c) | (~b & d), word: index }
    case 1:
      return { mix: (d & b) | (~d & c), word: (5 * index + 1) % 16 }
    case 2:
      return { mix: b ^ c ^ d, word: (3 * index + 5) % 16 }
    default:
      return { mix: c ^ (b | ~d), word: (7 * index) % 16 }
  }
}
