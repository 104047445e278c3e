import type { Location } from './location.ts'

export type Severity = 'error' | 'warning' | 'notice'

/** A fault in the repository: collected, reported, never thrown. */
export type Problem = Location & {
  /** kebab-case, the same everywhere: `missing-module`. */
  readonly code: string
  readonly severity: Severity
  /** One sentence: what is wrong, with the names involved. Raw text: quote it before it goes into Markdown. */
  readonly message: string
  /** One sentence: what to do about it. */
  readonly remedy: string
  /** What the problem is about, independent of lines: the same in base and head where it is the same problem. */
  readonly subject: string
}
