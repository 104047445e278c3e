import { AutomatonBuilder, InvalidPattern, type Automaton, type Sequence } from './automaton.ts'
import { ByteSet } from './byte-set.ts'
import { parseBracket } from './parse-bracket.ts'

/** What a backslash may stand before. */
const special = '.[\\()*+?{|^$'

const nestingLimit = 500

/**
 * Reads a POSIX extended regular expression into the same automaton as libstdc++, which Nix uses: what a group holds in
 * the end depends on its shape.
 * @param pattern bytes, one a character
 * @throws InvalidPattern, UnknownPattern
 */
export function parseRegex(pattern: string): Automaton {
  const parser = new RegexParser(pattern)
  return parser.parse()
}

class RegexParser {
  readonly #pattern: string
  readonly #builder = new AutomatonBuilder()
  #index = 0
  #groups = 0
  #nesting = 0

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  parse(): Automaton {
    const body = this.#disjunction()
    if (this.#index < this.#pattern.length) throw new InvalidPattern(`'${this.#peek()}' is out of place`)
    const all = this.#builder.append(body, this.#builder.add({ type: 'accept' }))
    return { states: this.#builder.states, start: all.start, groups: this.#groups }
  }

  #peek(): string {
    return this.#pattern.charAt(this.#index)
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false
    this.#index++
    return true
  }

  #nothing(): Sequence {
    return this.#builder.add({ type: 'nothing', next: -1 })
  }

  #disjunction(): Sequence {
    if (++this.#nesting > nestingLimit) throw new InvalidPattern('its groups are nested too deeply')
    let result = this.#alternative()
    while (this.#take('|')) {
      const right = this.#alternative()
      const end = this.#nothing()
      this.#builder.append(result, end)
      this.#builder.append(right, end)
      const fork = this.#builder.add({ type: 'alternative', next: right.start, other: result.start })
      result = { start: fork.start, end: end.end }
    }
    this.#nesting--
    return result
  }

  #alternative(): Sequence {
    let result = this.#nothing()
    for (let term = this.#term(); term !== null; term = this.#term()) {
      result = this.#builder.append(result, term)
    }
    return result
  }

  /** A term with its quantifiers; null where none begins. */
  #term(): Sequence | null {
    if (this.#take('^')) return this.#builder.add({ type: 'line-begin', next: -1 })
    if (this.#take('$')) return this.#builder.add({ type: 'line-end', next: -1 })
    let term = this.#atom()
    while (term !== null) {
      const quantified = this.#quantified(term)
      if (quantified === null) break
      term = quantified
    }
    return term
  }

  #atom(): Sequence | null {
    const char = this.#peek()
    if (char === '' || '|)*+?{'.includes(char)) return null
    this.#index++
    if (char === '(') return this.#group()
    if (char === '.') return this.#bytes(ByteSet.any())
    if (char === '[') {
      const { bytes, end } = parseBracket(this.#pattern, this.#index)
      this.#index = end
      return this.#bytes(bytes)
    }
    return this.#bytes(ByteSet.of((char === '\\' ? this.#escaped() : char).charCodeAt(0)))
  }

  #bytes(matches: Uint8Array): Sequence {
    return this.#builder.add({ type: 'byte', matches, next: -1 })
  }

  #escaped(): string {
    const char = this.#peek()
    if (char === '' || !special.includes(char))
      throw new InvalidPattern('a backslash stands before an ordinary character')
    this.#index++
    return char
  }

  #group(): Sequence {
    const group = this.#groups++
    const begin = this.#builder.add({ type: 'group-begin', group, next: -1 })
    const body = this.#disjunction()
    if (!this.#take(')')) throw new InvalidPattern('a group is not closed')
    const end = this.#builder.add({ type: 'group-end', group, next: -1 })
    return this.#builder.append(this.#builder.append(begin, body), end)
  }

  #quantified(term: Sequence): Sequence | null {
    if (this.#take('*')) {
      const repeat = this.#repeat(term.start)
      this.#builder.append(term, repeat)
      return repeat
    }
    if (this.#take('+')) return this.#builder.append(term, this.#repeat(term.start))
    if (this.#take('?')) {
      const end = this.#nothing()
      const repeat = this.#repeat(term.start)
      this.#builder.append(term, end)
      return this.#builder.append(repeat, end)
    }
    return this.#take('{') ? this.#interval(term) : null
  }

  #repeat(body: number): Sequence {
    return this.#builder.add({ type: 'repeat', next: -1, other: body })
  }

  /** `{n}`, `{n,}`, `{n,m}`: copies of the term. */
  #interval(term: Sequence): Sequence {
    const least = this.#number()
    if (least === null) throw new InvalidPattern('a brace holds no number')
    const most = this.#take(',') ? this.#number() : least
    if (!this.#take('}')) throw new InvalidPattern('a brace is not closed')
    let result = this.#nothing()
    for (let count = 0; count < least; count++) {
      result = this.#builder.append(result, this.#builder.clone(term))
    }
    if (most === null) {
      const copy = this.#builder.clone(term)
      const repeat = this.#repeat(copy.start)
      this.#builder.append(copy, repeat)
      return this.#builder.append(result, repeat)
    }
    if (most < least) throw new InvalidPattern('a brace is upside down')
    return this.#optional(result, term, most - least)
  }

  /** Up to so many copies more; each may be the last. */
  #optional(before: Sequence, term: Sequence, count: number): Sequence {
    const end = this.#nothing()
    let result = before
    for (let index = 0; index < count; index++) {
      const copy = this.#builder.clone(term)
      const fork = this.#builder.add({ type: 'repeat', next: end.start, other: copy.start })
      this.#builder.append(result, fork)
      result = { start: result.start, end: copy.end }
    }
    return this.#builder.append(result, end)
  }

  #number(): number | null {
    const start = this.#index
    while (/[0-9]/.test(this.#peek())) this.#index++
    return start === this.#index ? null : Number(this.#pattern.slice(start, this.#index))
  }
}
