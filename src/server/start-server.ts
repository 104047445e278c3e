import packageFile from '../../package.json' with { type: 'json' }
import { compose, type ComposeOptions, type Keeper } from '../compose.ts'
import { renderStatusPage } from '../dashboard/render-status-page.ts'
import { readOverview } from '../queue/read-overview.ts'
import { readEnvironment, type ServerSettings } from './environment.ts'
import { listen, type Endpoints } from './listen.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { receiveWebhook, type SeenDelivery } from './receive-webhook.ts'

export type ServerOptions = Omit<ComposeOptions, 'onDone'> & {
  readonly env: Readonly<Record<string, string | undefined>>
}

export type RunningServer = {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Takes no more deliveries, lets running jobs end, closes the database. */
  close(): Promise<void>
}

/** How many deliveries that asked for nothing the status page shows. */
const ignoredShown = 50
const hour = 3600 * 1000

/**
 * Starts the keeper's server.
 * @throws EnvironmentProblem or DatabaseUnavailable, each with one line to show
 */
export async function startServer({ env, ...options }: ServerOptions): Promise<RunningServer> {
  const settings = readEnvironment(env)
  let metrics: Metrics | null = null
  const keeper = await compose(settings, {
    ...options,
    onDone: ({ request: { type }, outcome, seconds }) => {
      metrics?.jobs.inc({ type, outcome })
      metrics?.jobSeconds.observe({ type }, seconds)
    },
  })
  metrics = createMetrics({
    queue: () => readOverview(keeper.database),
    rateLimits: () => keeper.reserve.states(),
  })
  const listening = await listen(endpointsOf(keeper, metrics, new Date()), {
    ...settings,
    log: keeper.log,
  }).catch(async (error: unknown) => {
    await keeper.close()
    throw error
  })
  keeper.start()
  const stopSweep = sweep(keeper)
  keeper.log.info(describe(settings), `nur-keeper listens on ${listening.url}`)
  let closing: Promise<void> | null = null
  return {
    url: listening.url,
    close: async () => {
      closing ??= (async () => {
        stopSweep()
        await listening.close()
        await keeper.close()
      })()
      await closing
    },
  }
}

function describe({ appId, apiUrl, databaseUrl, dataFolder }: ServerSettings): object {
  return { appId, api: apiUrl ?? 'GitHub', database: databaseUrl === null ? dataFolder : 'Postgres' }
}

/** Looks for what was missed, now and every hour. Several servers on one database make one sweep of it. */
function sweep({ queue, log }: Keeper): () => void {
  const enqueue = (delivery: string, event: string): void => {
    queue.enqueue([{ type: 'reconcile' }], { delivery, event }).catch((error: unknown) => {
      log.error({ err: error }, 'the sweep for what was missed could not be queued')
    })
  }
  enqueue(`start-up:${new Date().toISOString()}:${process.pid}`, 'start-up')
  const timer = setInterval(() => {
    enqueue(`hourly:${new Date().toISOString().slice(0, 13)}`, 'hourly')
  }, hour)
  return () => {
    clearInterval(timer)
  }
}

function endpointsOf(keeper: Keeper, metrics: Metrics, startedAt: Date): Endpoints {
  const ignored: (SeenDelivery & { readonly at: string })[] = []
  return {
    'POST /api/github/webhooks': (request) =>
      receiveWebhook(request, {
        queue: keeper.queue,
        log: keeper.log,
        verify: (body, signature) => keeper.probot.webhooks.verify(body, signature),
        onDelivery: (seen) => {
          metrics.deliveries.inc({ outcome: seen.outcome })
          if (seen.outcome === 'queued') return
          ignored.unshift({ ...seen, at: new Date().toISOString() })
          ignored.splice(ignoredShown)
        },
      }),
    'GET /healthz': async () => {
      try {
        await keeper.database.query('SELECT 1')
        return { status: 200, body: { status: 'ok' } }
      } catch {
        return { status: 503, body: { status: 'the database does not answer' } }
      }
    },
    'GET /metrics': async () => ({
      status: 200,
      body: await metrics.print(),
      type: 'text/plain; version=0.0.4; charset=utf-8',
    }),
    'GET /': async () => {
      const body = await statusPage(keeper, startedAt, ignored)
      return { status: 200, body, type: 'text/html; charset=utf-8' }
    },
  }
}

async function statusPage(
  keeper: Keeper,
  startedAt: Date,
  ignored: readonly (SeenDelivery & { readonly at: string })[],
): Promise<string> {
  const { recent, deadLetters, ...queue } = await readOverview(keeper.database)
  const rateLimits = [...keeper.reserve.states()].map(([identity, { remaining, limit, resetsAt }]) => ({
    identity,
    remaining,
    limit,
    resetsAt: resetsAt.toISOString(),
  }))
  return renderStatusPage(
    {
      version: packageFile.version,
      startedAt: startedAt.toISOString(),
      database: keeper.database.exclusive ? 'embedded' : 'Postgres',
      queue,
      rateLimits,
      deadLetters,
      jobs: recent,
      ignored,
    },
    keeper.templates,
  )
}
