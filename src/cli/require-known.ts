import { closest } from 'fastest-levenshtein'
import { UsageError } from './usage-error.ts'

/**
 * Checks that a word of the command line is one of those known.
 * @throws UsageError that names the nearest one
 */
export function requireKnown(what: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return
  const hint = known.length === 0 ? '' : `; did you mean ${closest(word, known)}?`
  throw new UsageError(`there is no ${what} ${JSON.stringify(word)}${hint}`)
}
