import { Attr, AttrSet, Unknown, type Slot, type Value } from '../value.ts'

/** The text is no JSON. */
export class InvalidJson extends Error {}

const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y
const space = /[ \t\n\r]*/y
const words: ReadonlyMap<string, Value> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

type Open = { readonly items: Slot[] } | { readonly attrs: Map<string, Attr>; name: string }

/**
 * Reads JSON into a value: numbers without fraction and exponent are integers, the last of equal names
 * wins. Works without recursion.
 * @throws InvalidJson
 */
export function fromJson(text: string): Value {
  const reader = new Reader(text)
  const open: Open[] = []
  for (;;) {
    const value = reader.value(open)
    if (value === undefined) continue
    const result = reader.finish(value, open)
    if (result !== undefined) return result
  }
}

class Reader {
  readonly #text: string
  #index = 0
  constructor(text: string) {
    this.#text = text
  }

  /** Reads a value; undefined where it opened a list or object that has parts. */
  value(open: Open[]): Value | undefined {
    this.#skip(space)
    if (this.#take('[')) {
      this.#skip(space)
      if (this.#take(']')) return []
      open.push({ items: [] })
      return undefined
    }
    if (this.#take('{')) {
      this.#skip(space)
      if (this.#take('}')) return new AttrSet(new Map())
      open.push({ attrs: new Map(), name: this.#name() })
      return undefined
    }
    if (this.#text.charAt(this.#index) === '"') return this.#string()
    for (const [word, value] of words) if (this.#take(word)) return value
    return this.#number()
  }

  /** Puts a value where it belongs, and closes what is complete; the whole value once all is. */
  finish(first: Value, open: Open[]): Value | undefined {
    let value = first
    for (;;) {
      this.#skip(space)
      const around = open.at(-1)
      if (around === undefined) {
        if (this.#index < this.#text.length) throw new InvalidJson()
        return value
      }
      const isList = 'items' in around
      if (isList) around.items.push(value)
      else around.attrs.set(around.name, new Attr(value, null))
      if (this.#take(',')) {
        if (!isList) around.name = this.#name()
        return undefined
      }
      if (!this.#take(isList ? ']' : '}')) throw new InvalidJson()
      open.pop()
      value = isList ? around.items : new AttrSet(around.attrs)
    }
  }

  #name(): string {
    this.#skip(space)
    const name = this.#string()
    this.#skip(space)
    if (!this.#take(':')) throw new InvalidJson()
    return name
  }

  #string(): string {
    const start = this.#index
    if (!this.#take('"')) throw new InvalidJson()
    for (let char = this.#next(); char !== '"'; char = this.#next()) {
      if (char < ' ') throw new InvalidJson()
      if (char === '\\') this.#index++
    }
    const value = unquote(this.#text.slice(start, this.#index))
    // Half a surrogate pair is no text.
    if (!value.isWellFormed()) throw new InvalidJson()
    return value
  }

  /** The next character; the empty string, which is below all others, at the end. */
  #next(): string {
    return this.#text.charAt(this.#index++)
  }

  #number(): Value {
    number.lastIndex = this.#index
    const found = number.exec(this.#text)
    if (found === null) throw new InvalidJson()
    const [digits, fraction, exponent] = found
    this.#index += digits.length
    if (fraction === undefined && exponent === undefined) return integer(digits)
    const value = Number(digits)
    if (!Number.isFinite(value)) throw new InvalidJson()
    return value
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#index
    const [found] = pattern.exec(this.#text) ?? []
    if (found === undefined) throw new InvalidJson()
    this.#index += found.length
    return found
  }

  #skip(pattern: RegExp): void {
    this.#match(pattern)
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.#index)) return false
    this.#index += word.length
    return true
  }
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    throw new InvalidJson()
  }
}

function integer(digits: string): Value {
  const value = BigInt(digits)
  if (BigInt.asIntN(64, value) === value) return value
  if (value > 0n && BigInt.asUintN(64, value) === value) return new Unknown('an integer of more than 63 bits')
  return Number(digits)
}
