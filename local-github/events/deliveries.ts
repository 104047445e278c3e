import { createHmac, randomUUID } from 'node:crypto'
import type { Delivery } from '../model.ts'
import type { World } from '../world.ts'
import { toSeconds } from '../git/commit.ts'

/** GitHub waits so long for an answer ("Handling webhook deliveries"). */
const answerTimeout = 10_000

export type Outgoing = {
  readonly event: string
  readonly action: string | null
  readonly installation: number | null
  readonly repository: number | null
  readonly payload: object
}

/** Sends events to the App, signed, one after the other; remembers every attempt. */
export class Deliveries {
  readonly #world: World
  readonly #watchers = new Set<(delivery: Delivery) => void>()
  readonly #stop = new AbortController()
  #tail: Promise<void> = Promise.resolve()
  #held: Delivery[] | null = null
  #losing = 0

  constructor(world: World) {
    this.#world = world
  }

  send(outgoing: Outgoing): Delivery {
    const guid = randomUUID()
    const delivery = this.#create(outgoing, guid, JSON.stringify(outgoing.payload), false)
    this.#dispatch(delivery)
    return delivery
  }

  /** Sends an event again, under the same delivery id, as the button "Redeliver" does. */
  redeliver(original: Delivery): Delivery {
    const { event, action, installation, repository, guid, body } = original
    const again = this.#create({ event, action, installation, repository }, guid, body, true)
    this.#dispatch(again)
    return again
  }

  /** Sends what was recorded once more, as if it had just happened: under an id of its own. */
  replay({ event, action, installation, repository, body }: Delivery): Delivery {
    const again = this.#create({ event, action, installation, repository }, randomUUID(), body, false)
    this.#dispatch(again)
    return again
  }

  /** Calls back after every attempt. @returns what ends it */
  watch(watcher: (delivery: Delivery) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Holds deliveries back until `release`, which may reorder them: GitHub promises no order. */
  hold(): void {
    this.#held ??= []
  }

  release(reorder: (held: readonly Delivery[]) => readonly Delivery[] = (held) => held): void {
    const held = this.#held ?? []
    this.#held = null
    for (const delivery of reorder(held)) this.#dispatch(delivery)
  }

  /** The next so many deliveries never reach the App. */
  lose(count: number): void {
    this.#losing = count
  }

  /** Resolves once everything that is not held was tried. */
  async settled(): Promise<void> {
    let seen: Promise<void> | null = null
    while (seen !== this.#tail) {
      seen = this.#tail
      await seen
    }
  }

  async close(): Promise<void> {
    this.#held = []
    this.#stop.abort()
    await this.settled()
  }

  #create(about: Omit<Outgoing, 'payload'>, guid: string, body: string, redelivery: boolean): Delivery {
    const { app } = this.#world
    const sign = (algorithm: string): string =>
      `${algorithm}=${createHmac(algorithm, app.webhookSecret).update(body).digest('hex')}`
    const delivery: Delivery = {
      id: this.#world.nextId(),
      guid,
      ...about,
      redelivery,
      body,
      headers: {
        Accept: '*/*',
        'Content-Type': 'application/json',
        'User-Agent': 'GitHub-Hookshot/local',
        'X-GitHub-Delivery': guid,
        'X-GitHub-Event': about.event,
        'X-GitHub-Hook-ID': String(app.id),
        'X-GitHub-Hook-Installation-Target-ID': String(app.id),
        'X-GitHub-Hook-Installation-Target-Type': 'integration',
        'X-Hub-Signature': sign('sha1'),
        'X-Hub-Signature-256': sign('sha256'),
      },
      outcome: null,
    }
    this.#world.deliveries.push(delivery)
    return delivery
  }

  #dispatch(delivery: Delivery): void {
    if (this.#held !== null) {
      this.#held.push(delivery)
      return
    }
    this.#tail = this.#tail.then(async () => {
      if (this.#stop.signal.aborted) return
      delivery.outcome = await this.#attempt(delivery)
      for (const watcher of this.#watchers) watcher(delivery)
    })
  }

  async #attempt({ body, headers }: Delivery): Promise<NonNullable<Delivery['outcome']>> {
    const started = performance.now()
    const outcome = (statusCode: number, status: string, response: string) => ({
      statusCode,
      status,
      response,
      deliveredAt: toSeconds(this.#world.now()),
      seconds: Math.round(performance.now() - started) / 1000,
    })
    const url = this.#world.app.webhookUrl
    if (url === null || this.#losing > 0) {
      if (this.#losing > 0) this.#losing--
      return outcome(0, 'failed to connect to host', '')
    }
    try {
      const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(answerTimeout)])
      const response = await fetch(url, { method: 'POST', headers, body, signal })
      const text = await response.text()
      return outcome(response.status, response.ok ? 'OK' : response.statusText, text)
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError'
      return outcome(0, timedOut ? 'timed out' : 'failed to connect to host', '')
    }
  }
}
