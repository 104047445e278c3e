import { InvalidPattern, UnknownPattern } from './automaton.ts'
import { ByteSet } from './byte-set.ts'

type Token =
  | { readonly type: 'byte'; readonly byte: number }
  | { readonly type: 'class'; readonly name: string }
  | { readonly type: 'dash' | 'end' }

const dash = 0x2d

/**
 * Reads `[…]`, as libstdc++ does (`_Compiler::_M_insert_bracket_matcher`): a backslash is itself, `]` is itself in first
 * place, and a dash is itself only in first and last place.
 * @param start index after the opening bracket
 */
export function parseBracket(pattern: string, start: number): { bytes: Uint8Array; end: number } {
  const reader = new BracketReader(pattern, start)
  const bytes = new BracketBytes()
  for (let first = true; ; first = false) {
    const token = reader.next()
    if (token.type === 'end') break
    if (token.type === 'byte') bytes.push(token.byte)
    else if (token.type === 'class') bytes.addClass(token.name)
    else if (first) bytes.push(dash)
    else if (!bytes.mayStartRange()) {
      if (reader.next().type !== 'end') throw new InvalidPattern('a dash stands in the middle of a bracket')
      bytes.push(dash)
      break
    } else {
      const last = reader.next()
      if (last.type === 'end') {
        bytes.push(dash)
        break
      }
      if (last.type === 'class') throw new InvalidPattern('a range ends with a class')
      bytes.endRange(last.type === 'byte' ? last.byte : dash)
    }
  }
  return { bytes: bytes.finish(reader.negated), end: reader.index }
}

/** Collects bytes, the last of which may turn out to start a range. */
class BracketBytes {
  readonly #set = new ByteSet()
  #last: number | null = null

  push(byte: number): void {
    this.#flush()
    this.#last = byte
  }

  addClass(name: string): void {
    this.#flush()
    this.#set.addClass(name)
  }

  mayStartRange(): boolean {
    return this.#last !== null
  }

  endRange(byte: number): void {
    this.#set.addRange(this.#last ?? byte, byte)
    this.#last = null
  }

  finish(negated: boolean): Uint8Array {
    this.#flush()
    return negated ? this.#set.negated() : this.#set.bytes
  }

  #flush(): void {
    if (this.#last !== null) this.#set.add(this.#last)
    this.#last = null
  }
}

class BracketReader {
  readonly #pattern: string
  readonly negated: boolean
  index: number
  #first = true

  constructor(pattern: string, start: number) {
    this.#pattern = pattern
    this.negated = pattern.charAt(start) === '^'
    this.index = this.negated ? start + 1 : start
  }

  next(): Token {
    const char = this.#pattern.charAt(this.index++)
    const first = this.#first
    this.#first = false
    if (char === '') throw new InvalidPattern('a bracket is not closed')
    if (char === '-') return { type: 'dash' }
    if (char === ']' && !first) return { type: 'end' }
    if (char === '[') {
      const kind = this.#pattern.charAt(this.index)
      if (kind === '') throw new InvalidPattern('a bracket is not closed')
      if (kind === ':') return { type: 'class', name: this.#className() }
      if (kind === '.' || kind === '=') throw new UnknownPattern('a collating element')
    }
    return { type: 'byte', byte: char.charCodeAt(0) }
  }

  #className(): string {
    const start = this.index + 1
    const end = this.#pattern.indexOf(':', start)
    if (end < 0 || this.#pattern.charAt(end + 1) !== ']') throw new InvalidPattern('a class is not closed')
    this.index = end + 2
    return this.#pattern.slice(start, end)
  }
}
