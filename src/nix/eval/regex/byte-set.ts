import { InvalidPattern } from './automaton.ts'

const inside = (text: string) => (byte: number) => text.includes(String.fromCharCode(byte))
const between = (first: number, last: number) => (byte: number) => byte >= first && byte <= last
const isUpper = between(0x41, 0x5a)
const isLower = between(0x61, 0x7a)
const isDigit = between(0x30, 0x39)
const isSpace = inside(' \t\n\v\f\r')
const isAlpha = (byte: number): boolean => isUpper(byte) || isLower(byte)
const isAlnum = (byte: number): boolean => isAlpha(byte) || isDigit(byte)
const isGraph = between(0x21, 0x7e)

/** Character classes in the C locale, where only ASCII counts. */
const classes: Readonly<Record<string, (byte: number) => boolean>> = {
  d: isDigit,
  w: (byte) => isAlnum(byte) || byte === 0x5f,
  s: isSpace,
  alnum: isAlnum,
  alpha: isAlpha,
  blank: inside(' \t'),
  cntrl: (byte) => byte < 0x20 || byte === 0x7f,
  digit: isDigit,
  graph: isGraph,
  lower: isLower,
  print: between(0x20, 0x7e),
  punct: (byte) => isGraph(byte) && !isAlnum(byte),
  space: isSpace,
  upper: isUpper,
  xdigit: (byte) => isDigit(byte) || between(0x41, 0x46)(byte) || between(0x61, 0x66)(byte),
}

/** Which bytes a state matches. */
export class ByteSet {
  readonly bytes = new Uint8Array(256)

  static of(...codes: readonly number[]): Uint8Array {
    const set = new ByteSet()
    for (const code of codes) set.add(code)
    return set.bytes
  }

  /** `.`: any byte but NUL. */
  static any(): Uint8Array {
    return new Uint8Array(256).fill(1, 1)
  }

  add(byte: number): void {
    this.bytes[byte] = 1
  }

  addClass(name: string): void {
    const matches = Object.hasOwn(classes, name.toLowerCase()) ? classes[name.toLowerCase()] : undefined
    if (matches === undefined) throw new InvalidPattern(`there is no character class '${name}'`)
    for (let byte = 0; byte < 256; byte++) if (matches(byte)) this.add(byte)
  }

  /** A range; bytes are signed to the library that Nix uses. */
  addRange(first: number, last: number): void {
    if (signed(first) > signed(last)) throw new InvalidPattern('a range is upside down')
    for (let byte = 0; byte < 256; byte++) {
      if (signed(byte) >= signed(first) && signed(byte) <= signed(last)) this.add(byte)
    }
  }

  negated(): Uint8Array {
    return this.bytes.map((matches) => 1 - matches)
  }
}

function signed(byte: number): number {
  return byte < 128 ? byte : byte - 256
}
