import type { Snapshot } from '../model/snapshot.ts'

type Cached = { readonly snapshot: Promise<Snapshot>; weight: number }

/** Snapshots that were read lately, in memory. A commit never changes, so none grows old. */
export class SnapshotCache {
  readonly #limit: number
  readonly #cached = new Map<string, Cached>()

  /** @param limit of all snapshots together, in UTF-16 code units of text */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** The snapshot under that key; read where it is not there, once for all who ask meanwhile. */
  async read(key: string, readSnapshot: () => Promise<Snapshot>): Promise<Snapshot> {
    const known = this.#cached.get(key)
    const cached = known ?? { snapshot: readSnapshot(), weight: 0 }
    // Last in the map is last to go.
    this.#cached.delete(key)
    this.#cached.set(key, cached)
    try {
      const snapshot = await cached.snapshot
      if (known === undefined) {
        cached.weight = weigh(snapshot)
        this.#shrink()
      }
      return snapshot
    } catch (error) {
      this.#cached.delete(key)
      throw error
    }
  }

  #shrink(): void {
    let total = [...this.#cached.values()].reduce((sum, { weight }) => sum + weight, 0)
    for (const [key, { weight }] of this.#cached) {
      if (total <= this.#limit) return
      this.#cached.delete(key)
      total -= weight
    }
  }
}

/** Entries weigh something too. */
function weigh(snapshot: Snapshot): number {
  let weight = snapshot.entries.size * 200
  for (const path of snapshot.entries.keys()) weight += snapshot.readText(path)?.length ?? 0
  return weight
}
