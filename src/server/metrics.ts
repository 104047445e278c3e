import { Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  readonly deliveries: Counter<'outcome'>
  readonly jobs: Counter<'type' | 'outcome'>
  readonly jobSeconds: Histogram<'type'>
  /** In the text format of Prometheus. */
  print(): Promise<string>
}

/** What a gauge shows is read when it is asked for. */
export type Levels = {
  readonly queue: () => Promise<{ readonly waiting: number; readonly running: number; readonly dead: number }>
  /** Requests left, by whose limit it is. */
  readonly rateLimits: () => ReadonlyMap<string, { readonly remaining: number }>
}

/** The keeper's metrics, in a registry of their own. */
export function createMetrics(levels: Levels): Metrics {
  const registry = new Registry()
  const registers = [registry]
  new Gauge({
    name: 'nur_keeper_queue_jobs',
    help: 'Jobs in the queue, by state',
    labelNames: ['state'],
    registers,
    async collect() {
      const { waiting, running, dead } = await levels.queue()
      for (const [state, value] of Object.entries({ waiting, running, dead })) this.set({ state }, value)
    },
  })
  new Gauge({
    name: 'nur_keeper_rate_limit_remaining',
    help: "Requests left of GitHub's rate limit",
    labelNames: ['identity'],
    registers,
    collect() {
      for (const [identity, { remaining }] of levels.rateLimits()) this.set({ identity }, remaining)
    },
  })
  return {
    deliveries: new Counter({
      name: 'nur_keeper_deliveries_total',
      help: 'Webhook deliveries, by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    jobs: new Counter({
      name: 'nur_keeper_jobs_total',
      help: 'Attempts at jobs, by type and outcome',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'nur_keeper_job_seconds',
      help: 'How long attempts at jobs took',
      labelNames: ['type'],
      buckets: [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    print: async () => await registry.metrics(),
  }
}
