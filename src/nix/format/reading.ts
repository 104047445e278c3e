import type { Syntax } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

/** One text while its syntax is read: what the readers of its parts share. */
export type Reading = {
  readonly text: string
  readonly tokens: TokenReader
  /** Reads an expression of any kind. */
  readonly expression: () => Syntax
  /** Reads something one level deeper. */
  readonly deeper: <T>(read: () => T) => T
  /** Says that a chain goes on: it may be too long. */
  readonly link: (length: number) => void
}
