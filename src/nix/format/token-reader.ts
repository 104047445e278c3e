import type { Token, Trivia } from './syntax.ts'
import { readTrivia } from './trivia.ts'

/** Reads the tokens of a Nix text that is known to parse, one after the other, with what stands between them. */
export type TokenReader = {
  /** The text of the token `ahead` places on (0: the next); empty at the end. */
  readonly peek: (ahead?: number) => string
  readonly peekKind: (ahead?: number) => TokenKind
  readonly take: () => Token
  /** Reads characters as they are, as inside a string. Nothing between tokens is skipped. */
  readonly takeRaw: (end: number) => string
  readonly offset: () => number
  /** Reads the closing quote of a string, and the comment after it. */
  readonly close: (length: number) => string | null
  /** Reads a token that begins a piece of raw text: opening quotes. */
  readonly open: (length: number) => Token
  /** What is before the next token. */
  readonly before: () => readonly Trivia[]
}

export type TokenKind = 'name' | 'number' | 'uri' | 'path' | 'search-path' | 'quote' | 'sign' | 'end'
type Lexeme = { readonly kind: TokenKind; readonly start: number; readonly end: number }

// Nix's own lexer rules (lexer.l); where several match, the longest wins, so the order here is that of preference.
const pathText = /[a-zA-Z0-9._+-]*(?:\/[a-zA-Z0-9._+-]+)+|~(?:\/[a-zA-Z0-9._+-]+)+/y
const pathBeforeInterpolation = /(?:~|[a-zA-Z0-9._+-]*)\/(?=\$\{)/y
const rules: readonly (readonly [TokenKind, RegExp])[] = [
  ['search-path', /<[a-zA-Z0-9._+-]+(?:\/[a-zA-Z0-9._+-]+)*>/y],
  ['uri', /[a-zA-Z][a-zA-Z0-9+.-]*:[a-zA-Z0-9%/?:@&=+$,_.!~*'-]+/y],
  ['path', pathText],
  ['path', pathBeforeInterpolation],
  ['number', /(?:[1-9][0-9]*\.[0-9]*|0?\.[0-9]+)(?:[Ee][+-]?[0-9]+)?|[0-9]+/y],
  ['name', /[a-zA-Z_][a-zA-Z0-9_'-]*/y],
  ['quote', /''|"/y],
  ['sign', /\.\.\.|\$\{|->|\|>|<\||\+\+|\/\/|==|!=|<=|>=|&&|\|\||[\s\S]/y],
]

export function createTokenReader(text: string): TokenReader {
  const first = readTrivia(text, 0, false)
  let before = first.before
  let at = first.end
  const ahead: Lexeme[] = []

  const lex = (from: number): Lexeme => {
    if (from >= text.length) return { kind: 'end', start: from, end: from }
    let best: Lexeme = { kind: 'sign', start: from, end: from }
    for (const [kind, rule] of rules) {
      rule.lastIndex = from
      const end = rule.test(text) ? rule.lastIndex : from
      if (end > best.end) best = { kind, start: from, end }
    }
    return best
  }
  const lexeme = (index: number): Lexeme => {
    for (let known = ahead.length; known <= index; known++) {
      const last = ahead.at(-1)
      ahead.push(lex(last ? readTrivia(text, last.end, false).end : at))
    }
    return ahead[index] ?? { kind: 'end', start: text.length, end: text.length }
  }
  const advance = (end: number, afterToken: boolean): string | null => {
    ahead.length = 0
    const between = readTrivia(text, end, afterToken)
    before = between.before
    at = between.end
    return between.after
  }
  const raw = (end: number): Token => {
    const token = { text: text.slice(at, end), start: at, end, before, after: null }
    ahead.length = 0
    before = []
    at = end
    return token
  }
  return {
    peek: (index = 0) => text.slice(lexeme(index).start, lexeme(index).end),
    peekKind: (index = 0) => lexeme(index).kind,
    take() {
      const { start, end } = lexeme(0)
      const leading = before
      return { text: text.slice(start, end), start, end, before: leading, after: advance(end, true) }
    },
    takeRaw: (end) => raw(end).text,
    offset: () => at,
    close: (length) => advance(at + length, true),
    open: (length) => raw(at + length),
    before: () => before,
  }
}
