/** One command of a comment, with its arguments as written. */
export type Command = {
  /** Without the slash: `regenerate-docs`. */
  readonly name: string
  /** What follows the name on its line, split at white space. */
  readonly words: readonly string[]
}
