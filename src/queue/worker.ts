import type { JobWithMetadata, PgBoss } from 'pg-boss'
import { PermanentFault, TransientFault } from '../model/fault.ts'
import { describeJob, type JobOrigin, type JobRequest } from '../model/job.ts'
import type { Log } from '../model/ports.ts'
import { buryJob } from './bury-job.ts'
import { bugAttemptLimit, attemptLimit, jobQueue, type Failure, type QueuedJob } from './queues.ts'

/** How jobs are done. */
export type JobHandlers = {
  /** @returns what was done, in one sentence for the log and the status page */
  run(request: JobRequest, origin: JobOrigin): Promise<string>
  /** Tells people about a job that is given up, where they wait for an answer. */
  giveUp(request: JobRequest, origin: JobOrigin, failure: Failure): Promise<void>
  /** Turns what GitHub or the network threw into a fault; anything else is our own bug and returned as it is. */
  classify(error: unknown): unknown
}

export type WorkerOptions = {
  readonly boss: PgBoss
  readonly handlers: JobHandlers
  readonly log: Log
  /** How many jobs run at once, of different lanes. */
  readonly concurrency: number
  readonly onDone: (done: DoneJob) => void
}

export type DoneJob = {
  readonly request: JobRequest
  readonly outcome: 'done' | 'retry' | 'dead'
  readonly seconds: number
}

type Claimed = JobWithMetadata<QueuedJob>

const pollMilliseconds = 1000
const heartbeatMilliseconds = 15_000

/**
 * Takes jobs and runs them. The library's own worker takes two jobs a second at most and settles batches as a
 * whole; this one takes the next job as soon as there is room.
 */
export class Worker {
  readonly #options: WorkerOptions
  readonly #running = new Map<string, { readonly job: Claimed; readonly end: Promise<void> }>()
  #stopping = false
  #loop: Promise<void> | null = null
  #wake: () => void = () => undefined

  constructor(options: WorkerOptions) {
    this.#options = options
  }

  start(): void {
    this.#loop ??= this.#work()
  }

  /** Looks for jobs at once, or at the given time. */
  wake(at: Date = new Date(0)): void {
    const wait = at.getTime() - Date.now()
    if (wait <= 0) this.#wake()
    else if (wait < pollMilliseconds * 2)
      setTimeout(() => {
        this.#wake()
      }, wait + 5).unref()
  }

  get running(): number {
    return this.#running.size
  }

  /** Lets running jobs end, for so long; what still runs then goes back to the queue. */
  async stop(graceMilliseconds: number): Promise<void> {
    this.#stopping = true
    this.#wake()
    await this.#loop
    const ends = Promise.all([...this.#running.values()].map(({ end }) => end))
    await Promise.race([ends, pause(graceMilliseconds)])
    for (const { job } of this.#running.values()) {
      await this.#options.boss.fail(jobQueue, attemptOf(job), { message: 'the server stopped' })
      await this.#options.boss.update(jobQueue, undefined, { id: job.id, startAfter: 0 })
    }
  }

  async #work(): Promise<void> {
    while (!this.#stopping) {
      const woken = this.#nextWake()
      const free = this.#options.concurrency - this.#running.size
      const jobs = free > 0 ? await this.#fetch(free) : []
      for (const job of jobs) this.#begin(job)
      if (jobs.length === 0) await woken
    }
  }

  async #nextWake(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const timer = setTimeout(() => {
      resolve(undefined)
    }, pollMilliseconds)
    this.#wake = () => {
      resolve(undefined)
    }
    await promise
    clearTimeout(timer)
  }

  /** A database that is away for a while must not end the loop. */
  async #fetch(batchSize: number): Promise<Claimed[]> {
    try {
      return await this.#options.boss.fetch<QueuedJob>(jobQueue, { batchSize, includeMetadata: true })
    } catch (error) {
      if (!this.#stopping) this.#options.log.error({ err: error }, 'the queue cannot be read')
      return []
    }
  }

  #begin(job: Claimed): void {
    const end = this.#settle(job)
      .catch((error: unknown) => {
        this.#options.log.error({ err: error, job: job.id }, 'a job could not be settled: it will run again')
      })
      .finally(() => {
        this.#running.delete(job.id)
        this.#wake()
      })
    this.#running.set(job.id, { job, end })
  }

  async #settle(job: Claimed): Promise<void> {
    const { boss, log, handlers, onDone } = this.#options
    const { request, origin } = job.data
    const fields = {
      job: job.id,
      delivery: origin.delivery,
      event: origin.event,
      attempt: job.retryCount + 1,
    }
    const started = performance.now()
    const heartbeat = setInterval(() => {
      boss.touch(jobQueue, attemptOf(job)).catch(() => undefined)
    }, heartbeatMilliseconds)
    try {
      if (job.retryCount >= bugAttemptLimit && hasCrashed(job))
        throw new Error('the process died each time it ran')
      const summary = await handlers.run(request, origin)
      await boss.complete(jobQueue, attemptOf(job), { summary })
      log.info(fields, `${describeJob(request)}: ${summary}`)
      onDone({ request, outcome: 'done', seconds: (performance.now() - started) / 1000 })
    } catch (error) {
      const outcome = await this.#fail(job, handlers.classify(error), fields)
      onDone({ request, outcome, seconds: (performance.now() - started) / 1000 })
    } finally {
      clearInterval(heartbeat)
    }
  }

  async #fail(job: Claimed, error: unknown, fields: object): Promise<'retry' | 'dead'> {
    const { boss, log, handlers } = this.#options
    const { request, origin } = job.data
    const message = error instanceof Error ? error.message : String(error)
    const kind =
      error instanceof TransientFault ? 'transient' : error instanceof PermanentFault ? 'permanent' : 'bug'
    const attempts = kind === 'permanent' ? 1 : kind === 'bug' ? bugAttemptLimit : attemptLimit
    if (job.retryCount + 1 < attempts) {
      log.warn({ ...fields, err: error }, `${describeJob(request)}: will be tried again: ${message}`)
      await boss.fail(jobQueue, attemptOf(job), { message })
      const retryAt = error instanceof TransientFault ? error.retryAt : null
      if (retryAt !== null) await boss.update(jobQueue, undefined, { id: job.id, startAfter: retryAt })
      return 'retry'
    }
    log.error({ ...fields, err: error }, `${describeJob(request)}: given up: ${message}`)
    const failure: Failure = { kind, message }
    await handlers.giveUp(request, origin, failure).catch((reason: unknown) => {
      log.warn({ ...fields, err: reason }, 'nobody could be told that a job was given up')
    })
    await buryJob(boss, job, failure)
    return 'dead'
  }
}

function attemptOf({ id, retryCount }: Claimed): { id: string; retryCount: number } {
  return { id, retryCount }
}

/** The last attempt did not end by an answer of ours. */
function hasCrashed({ output }: Claimed): boolean {
  return Reflect.get(Object(output), 'crashed') === true || /heartbeat|expir/i.test(JSON.stringify(output))
}

async function pause(milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  setTimeout(() => {
    resolve(undefined)
  }, milliseconds).unref()
  await promise
}
