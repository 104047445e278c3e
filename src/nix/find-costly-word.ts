/** Looking for a path in all words of a text may take so many steps; a file of 4 MB takes about a fifth of it. */
const stepLimit = 20_000_000

/**
 * Finds the word that makes a text too costly to read. Where a token of `1+1+1…` or `a.b.b…` begins, a lexer of Nix
 * looks through the rest of the word for the `/` that would make it a path: the steps grow with the square of its
 * length. Nix's own lexer does the same.
 * @returns the extent of the worst word, in UTF-16 code units; null where the text can be read
 */
export function findCostlyWord(text: string): { readonly start: number; readonly end: number } | null {
  let steps = 0
  let worst = { start: 0, end: 0, steps: 0 }
  let start = 0
  let tokens = 0
  for (let at = 0; at <= text.length; at++) {
    const kind = at < text.length ? kindOf(text.charCodeAt(at)) : 'other'
    if (kind === 'joint') tokens++
    if (kind !== 'other') continue
    const own = tokens * (at - start)
    steps += own
    if (own > worst.steps) worst = { start, end: at, steps: own }
    start = at + 1
    tokens = 0
  }
  return steps > stepLimit ? { start: worst.start, end: worst.end } : null
}

/** What a character may be of a word that could begin a path (Nix, `lexer.l`, PATH_CHAR). */
function kindOf(code: number): 'letter' | 'joint' | 'other' {
  if (code === 0x2b || code === 0x2d || code === 0x2e) return 'joint'
  const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
  return isLetter || (code >= 0x30 && code <= 0x39) || code === 0x5f ? 'letter' : 'other'
}
