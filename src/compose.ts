import { join } from 'node:path'
import { Probot } from 'probot'
import { loadTemplates } from './checkout/load-templates.ts'
import { BlobCache } from './github/blob-cache.ts'
import { classifyError } from './github/classify-error.ts'
import { clientClass } from './github/client.ts'
import { openForge } from './github/open-forge.ts'
import { RateReserve } from './github/rate-reserve.ts'
import { SnapshotCache } from './github/snapshot-cache.ts'
import type { JobContext } from './jobs/context.ts'
import { verifyByNix } from './jobs/verify-by-nix.ts'
import { giveUpJob, runJob } from './jobs/run-job.ts'
import type { JobQueue, Log } from './model/ports.ts'
import type { Templates } from './plan/plan-renderer.ts'
import type { Database } from './queue/database.ts'
import { openEmbedded } from './queue/open-embedded.ts'
import { openPostgres } from './queue/open-postgres.ts'
import { openQueue } from './queue/open-queue.ts'
import { openStore } from './queue/open-store.ts'
import { startBoss, usualPace, type Pace } from './queue/queues.ts'
import { recoverCrashed } from './queue/recover-crashed.ts'
import { Worker, type DoneJob } from './queue/worker.ts'
import type { ServerSettings } from './server/environment.ts'
import { startPlanner, type StartedPlanner } from './server/start-planner.ts'

/** What tests change; a server in earnest takes all defaults. */
export type ComposeOptions = {
  /** Space out writes as GitHub asks. */
  readonly throttle?: boolean
  readonly pace?: Pace
  /** Makes all requests to GitHub. */
  readonly fetch?: typeof fetch
  /** Another core than that of the planning thread. */
  readonly planner?: StartedPlanner
  /** A dump for the embedded database to start from. */
  readonly loadDataDir?: Blob
  readonly onDone?: (done: DoneJob) => void
  /** Called where the embedded database was taken over by another process. */
  readonly onLockLost?: (error: Error) => void
}

/** The keeper, put together. */
export type Keeper = {
  readonly probot: Probot
  readonly log: Log
  readonly queue: JobQueue
  readonly database: Database
  readonly reserve: RateReserve
  readonly templates: Templates
  /** Begins to work on jobs. */
  start(): void
  /** Lets running jobs end, gives the others back, and closes all that is open. */
  close(): Promise<void>
}

/** Jobs of different repositories that run at once. */
const concurrency = 4
/** How long a stop waits for running jobs, in milliseconds: under the ten seconds of most supervisors… */
const grace = 8000
const requestTimeout = 60_000
/** Of the caches: bytes on disk, and characters in memory. */
const diskLimit = 512 * 1024 * 1024
const memoryLimit = 128 * 1024 * 1024

/** Builds every adapter and hands it to who needs it: the only place that knows them all. */
export async function compose(settings: ServerSettings, options: ComposeOptions = {}): Promise<Keeper> {
  const reserve = new RateReserve(() => new Date())
  const probot = await openProbot(settings, reserve, options)
  const log: Log = probot.log.child({ name: 'nur-keeper' })
  const database = await openDatabase(settings, log, options)
  const templates = loadTemplates()
  const planner = options.planner ?? (await startPlanner(templates))
  const { pace = usualPace } = options
  const onQueueError = (error: Error): void => {
    log.error({ err: error }, 'the queue reports an error')
  }
  const boss = await startBoss(database, onQueueError, pace)
  const recovered = await recoverCrashed(boss, database)
  if (recovered > 0) log.warn({ jobs: recovered }, 'jobs that a killed process left run again')
  const store = await openStore(database)
  const queue = openQueue({
    boss,
    database,
    log,
    pace,
    now: () => new Date(),
    onNew: (runsAt) => {
      worker.wake(runsAt)
    },
  })
  const forge = openForge({
    authenticate: (installation) => probot.auth(installation),
    store,
    source: {
      blobs: new BlobCache(join(settings.dataFolder, 'cache'), diskLimit),
      snapshots: new SnapshotCache(memoryLimit),
    },
    now: () => new Date(),
  })
  const context: JobContext = {
    forge,
    store,
    queue,
    planner: verifyByNix(planner, settings.realNix),
    templates,
    log,
  }
  const worker = new Worker({
    boss,
    log,
    concurrency,
    handlers: {
      run: (request, origin) => runJob(context, request, origin, new Date()),
      giveUp: (request, origin, failure) => giveUpJob(context, request, origin, failure),
      classify: (error) => classifyError(error, new Date()),
    },
    onDone: options.onDone ?? (() => undefined),
  })
  const close = async (): Promise<void> => {
    await worker.stop(grace)
    await planner.close()
    await boss.stop({ graceful: false })
    await database.close()
  }
  return {
    probot,
    log,
    queue,
    database,
    reserve,
    templates,
    start: () => {
      worker.start()
    },
    close,
  }
}

async function openProbot(
  settings: ServerSettings,
  reserve: RateReserve,
  { throttle = true, fetch: baseFetch = fetch }: ComposeOptions,
): Promise<Probot> {
  const probot = new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    logLevel: settings.logLevel,
    Octokit: clientClass({ throttle, reserve }),
    request: { fetch: withTimeout(baseFetch) },
    ...(settings.apiUrl === null ? {} : { baseUrl: settings.apiUrl }),
  })
  return await probot.ready()
}

/** A request without an answer must not hold its job, and with it its repository, for ever. */
function withTimeout(baseFetch: typeof fetch): typeof fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(requestTimeout)
    const signal =
      init?.signal === null || init?.signal === undefined ? timeout : AbortSignal.any([init.signal, timeout])
    return baseFetch(input, { ...init, signal })
  }
}

async function openDatabase(
  { databaseUrl, dataFolder }: ServerSettings,
  log: Log,
  { loadDataDir, onLockLost }: ComposeOptions,
): Promise<Database> {
  if (databaseUrl !== null) return await openPostgres(databaseUrl)
  return await openEmbedded({
    folder: dataFolder,
    onLockLost: (error) => {
      log.error({ err: error }, 'another process took the data folder: stopping')
      onLockLost?.(error)
    },
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
  })
}
