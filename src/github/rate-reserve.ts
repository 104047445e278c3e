import { TransientFault } from '../model/fault.ts'

/** Requests left to people's other tools: the keeper stops below it until GitHub's window resets. */
const wantedReserve = 1000

type Headers = Readonly<Record<string, string | number | undefined>>

/** How much of the rate limit is left, by whom it is counted for. */
export type RateState = { readonly limit: number; readonly remaining: number; readonly resetsAt: Date }

/**
 * Keeps a reserve of GitHub's rate limit (GitHub docs, "Rate limits for the REST API"): installations of small
 * limit keep a fifth.
 */
export class RateReserve {
  readonly #states = new Map<string, RateState>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Remembers what a response says about the limit. */
  note(identity: string, headers: Headers): void {
    if (headers['x-ratelimit-resource'] !== undefined && headers['x-ratelimit-resource'] !== 'core') return
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
    )
    if (limit === undefined || remaining === undefined || reset === undefined) return
    if (![limit, remaining, reset].every(Number.isFinite)) return
    this.#states.set(identity, { limit, remaining, resetsAt: new Date(reset * 1000) })
  }

  /** @throws TransientFault until the reset where only the reserve is left */
  check(identity: string, url: string): void {
    const state = this.#states.get(identity)
    if (state === undefined || url.includes('/access_tokens')) return
    const reserve = Math.min(wantedReserve, state.limit / 5)
    if (state.remaining >= reserve || state.resetsAt <= this.#now()) return
    throw new TransientFault(
      `${state.remaining} requests are left of ${state.limit}: the rest is kept in reserve until ${state.resetsAt.toISOString()}`,
      state.resetsAt,
    )
  }

  /** For the status page. */
  states(): ReadonlyMap<string, RateState> {
    return this.#states
  }
}
