import { createRenderer } from '../render/renderer.ts'
import { quoteHtml } from './quote-html.ts'

/** What the status page shows: names, states and reasons; no payloads, tokens or addresses. */
export type Status = {
  readonly version: string
  readonly startedAt: string
  /** What the database is called, without its address. */
  readonly database: string
  readonly queue: {
    readonly waiting: number
    readonly running: number
    readonly dead: number
    readonly oldestWaiting: string | null
  }
  readonly rateLimits: readonly {
    readonly identity: string
    readonly remaining: number
    readonly limit: number
    readonly resetsAt: string
  }[]
  readonly deadLetters: readonly {
    readonly job: string
    readonly event: string
    readonly delivery: string
    readonly kind: string
    readonly reason: string
    readonly at: string
  }[]
  readonly jobs: readonly {
    readonly job: string
    readonly state: string
    readonly event: string
    readonly delivery: string
    readonly summary: string
    readonly attempts: number
    readonly at: string
  }[]
  /** Deliveries that asked for nothing, since the start. */
  readonly ignored: readonly {
    readonly event: string
    readonly delivery: string
    readonly outcome: string
    readonly reason: string
    readonly at: string
  }[]
}

/** The status page as HTML: to be read, with nothing to press. */
export function renderStatusPage(status: Status, templates: ReadonlyMap<string, string>): string {
  const jobs = status.jobs.map((job) => ({ ...job, retried: job.attempts > 1 }))
  return createRenderer(templates, { html: quoteHtml }).render('dashboard/status.html', { ...status, jobs })
}
