/** How much one evaluation may cost. The same budget gives the same outcome on every machine. */
export type Budget = {
  /** Steps: thunks, calls, attributes, list elements, and sixteen characters of text each count one. */
  readonly steps: number
  /** How many calls and values may wait for one another. Real Nix gives up at 10,000 calls. */
  readonly depth: number
  /** Memory taken over the whole evaluation, in cells of about eight bytes, whether it is still in use or not. */
  readonly cells: number
}

/** Enough for every NUR seen, by a factor of ten and more; a hostile file ends within seconds. */
export const defaultBudget: Budget = { steps: 20_000_000, depth: 400_000, cells: 100_000_000 }
