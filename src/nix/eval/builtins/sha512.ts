import { padMessage } from './pad-message.ts'

/** Initial hash and round constants: fractional parts of roots of primes (FIPS 180-4, 4.2.3 and 5.3.5). */
const { initial, rounds } = constants()

/** SHA-512 of bytes, in hexadecimal (FIPS 180-4, 6.4). */
export function sha512Hex(message: Uint8Array): string {
  const blocks = padMessage(message, { block: 128, littleEndian: false })
  const hash = BigUint64Array.from(initial)
  const schedule = new BigUint64Array(80)
  for (let offset = 0; offset < blocks.byteLength; offset += 128) compress(hash, blocks, offset, schedule)
  return [...hash].map((word) => word.toString(16).padStart(16, '0')).join('')
}

function compress(hash: BigUint64Array, blocks: DataView, offset: number, schedule: BigUint64Array): void {
  const at = (index: number): bigint => schedule[index] ?? 0n
  for (let index = 0; index < 16; index++) schedule[index] = blocks.getBigUint64(offset + index * 8)
  for (let index = 16; index < 80; index++) {
    const a = at(index - 15)
    const b = at(index - 2)
    const s0 = rotate(a, 1n) ^ rotate(a, 8n) ^ (a >> 7n)
    const s1 = rotate(b, 19n) ^ rotate(b, 61n) ^ (b >> 6n)
    schedule[index] = at(index - 16) + s0 + at(index - 7) + s1
  }
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = hash
  for (let index = 0; index < 80; index++) {
    const s1 = rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)
    const first = h + s1 + ((e & f) ^ (~e & g)) + (rounds[index] ?? 0n) + at(index)
    const s0 = rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)
    const second = s0 + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, low(d + first), c, b, a, low(first + second)]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) hash[index] = (hash[index] ?? 0n) + word
}

function low(word: bigint): bigint {
  return BigInt.asUintN(64, word)
}

function rotate(word: bigint, by: bigint): bigint {
  return low((word >> by) | (word << (64n - by)))
}

function constants(): { initial: readonly bigint[]; rounds: readonly bigint[] } {
  const primes: bigint[] = []
  for (let candidate = 2n; primes.length < 80; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0n)) primes.push(candidate)
  }
  return {
    initial: primes.slice(0, 8).map((prime) => low(root(prime << 128n, 2n))),
    rounds: primes.map((prime) => low(root(prime << 192n, 3n))),
  }
}

/** The largest whole number whose power is at most a value. */
function root(value: bigint, power: bigint): bigint {
  let lowest = 0n
  let above = 1n << 72n
  while (above - lowest > 1n) {
    const middle = (lowest + above) / 2n
    if (middle ** power <= value) lowest = middle
    else above = middle
  }
  return lowest
}
