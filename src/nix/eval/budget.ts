/** How much one evaluation may cost. The same budget gives the same outcome on every machine. */
export type Budget = {
  /** Steps: thunks, calls, attributes, list elements, and sixteen characters of text each count one. */
  readonly steps: number
  /** How deeply calls and thunks may nest. */
  readonly depth: number
}

/** Enough for every NUR seen, by a factor of ten and more; a hostile file ends within seconds. */
export const defaultBudget: Budget = { steps: 20_000_000, depth: 1_000 }
