import { padMessage } from './pad-message.ts'

/** Initial hash and round constants: fractional parts of roots of primes (FIPS 180-4, 4.2.2 and 5.3.3). */
const { initial, rounds } = constants()

/** SHA-256 of bytes, in hexadecimal (FIPS 180-4). Here because the core may not use Node's. */
export function sha256Hex(message: Uint8Array): string {
  const blocks = padMessage(message, { block: 64, littleEndian: false })
  const hash = Uint32Array.from(initial)
  const schedule = new Uint32Array(64)
  for (let offset = 0; offset < blocks.byteLength; offset += 64) compress(hash, blocks, offset, schedule)
  return [...hash].map((word) => word.toString(16).padStart(8, '0')).join('')
}

function compress(hash: Uint32Array, blocks: DataView, offset: number, schedule: Uint32Array): void {
  const at = (index: number): number => schedule[index] ?? 0
  for (let index = 0; index < 16; index++) schedule[index] = blocks.getUint32(offset + index * 4)
  for (let index = 16; index < 64; index++) {
    const a = at(index - 15)
    const b = at(index - 2)
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3)
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10)
    schedule[index] = at(index - 16) + s0 + at(index - 7) + s1
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let index = 0; index < 64; index++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const first = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[index] ?? 0) + at(index)) >>> 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) >>> 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) hash[index] = (hash[index] ?? 0) + word
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function constants(): { initial: readonly number[]; rounds: readonly number[] } {
  const primes: number[] = []
  for (let candidate = 2; primes.length < 64; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0
  return {
    initial: primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))),
    rounds: primes.map((prime) => fraction(Math.cbrt(prime))),
  }
}
