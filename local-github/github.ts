import { Contract } from './contract/contract.ts'
import { Deliveries } from './events/deliveries.ts'
import { Faults } from './http/faults.ts'
import { RateLimits } from './http/rate-limits.ts'
import { World } from './world.ts'

/** The parts of this GitHub, as its operations use them. */
export class GitHub {
  readonly world: World
  readonly contract = Contract.load()
  readonly deliveries: Deliveries
  readonly faults = new Faults()
  readonly rateLimits: RateLimits
  /** Every breach of GitHub's own description, by a client or by ourselves. Tests want it empty. */
  readonly breaches: string[] = []
  #tail: Promise<unknown> = Promise.resolve()

  constructor(now: () => Date) {
    this.world = new World(now)
    this.deliveries = new Deliveries(this.world)
    this.rateLimits = new RateLimits(now)
  }

  /** Runs changes one after the other: what a change looks at stays so until it ends. */
  async exclusively<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(change)
    this.#tail = turn.catch(() => undefined)
    return await turn
  }
}
