const windowMilliseconds = 3600_000

type Window = { remaining: number; resetsAt: number }

/** Counts requests by who makes them, as GitHub's primary rate limit does. */
export class RateLimits {
  /** For installations and people; requests without credentials get 60. */
  limit = 5000
  readonly #windows = new Map<string, Window>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Takes one request off. @returns whether there was one left */
  take(who: string): boolean {
    const window = this.#window(who)
    if (window.remaining <= 0) return false
    window.remaining--
    return true
  }

  /** As the API's `rate-limit`. */
  state(who: string) {
    const { remaining, resetsAt } = this.#window(who)
    const limit = this.#limitOf(who)
    return { limit, remaining, used: limit - remaining, reset: Math.ceil(resetsAt / 1000) }
  }

  headers(who: string): Record<string, string> {
    const { limit, remaining, used, reset } = this.state(who)
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-used': String(used),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    }
  }

  /** For tests: leaves so many. */
  leave(who: string, remaining: number): void {
    this.#window(who).remaining = remaining
  }

  #limitOf(who: string): number {
    return who === 'anonymous' ? 60 : this.limit
  }

  #window(who: string): Window {
    const now = this.#now().getTime()
    let window = this.#windows.get(who)
    if (window === undefined || window.resetsAt <= now) {
      window = { remaining: this.#limitOf(who), resetsAt: now + windowMilliseconds }
      this.#windows.set(who, window)
    }
    return window
  }
}
