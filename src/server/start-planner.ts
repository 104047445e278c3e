import { sep } from 'node:path'
import { Worker } from 'node:worker_threads'
import { loadNixParser } from '../../grammar/load.ts'
import { loadOwnLibrary } from '../checkout/load-own-library.ts'
import { createPlanner } from '../jobs/create-planner.ts'
import type { Planner } from '../jobs/planner.ts'
import type { Templates } from '../plan/plan-renderer.ts'
import { packInput, type PlannerMessage, type PlannerMethod, type PlannerReply } from './planner-messages.ts'

export type StartedPlanner = Planner & { close(): Promise<void> }

/**
 * Starts the core. From a checkout it runs in a thread of its own; Node strips no types below `node_modules`, and a
 * thread does not take over how the command does it, so there it runs in this one.
 */
export async function startPlanner(templates: Templates): Promise<StartedPlanner> {
  if (!import.meta.dirname.split(sep).includes('node_modules')) return planInThread()
  const planner = createPlanner({
    parser: await loadNixParser(),
    templates,
    ownLibrary: loadOwnLibrary(),
  })
  return { ...planner, close: () => Promise.resolve() }
}

export type ThreadOptions = {
  /** How long one plan may take, in milliseconds. */
  readonly timeLimit?: number
  /** How much memory the thread may use, in MB. */
  readonly memoryLimit?: number
  readonly script?: URL
}

/**
 * Runs the core in a thread. What strangers wrote is evaluated there: it can neither keep webhooks waiting nor take the
 * server down. A thread that exceeds its time or memory is ended, and the next plan gets a new one.
 */
export function planInThread({
  timeLimit = 120_000,
  memoryLimit = 2048,
  script = new URL('planner-thread.ts', import.meta.url),
}: ThreadOptions = {}): StartedPlanner {
  let thread: Worker | null = null
  let lastId = 0
  let tail: Promise<unknown> = Promise.resolve()

  const run = async (method: PlannerMethod, input: object): Promise<unknown> => {
    const worker = (thread ??= new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
    }))
    const id = ++lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const onMessage = ({ id: answered, result, error }: PlannerReply): void => {
      if (answered !== id) return
      if (error === undefined) resolve(result)
      else reject(error)
    }
    const onLost = (reason: unknown): void => {
      if (thread === worker) thread = null
      reject(reason instanceof Error ? reason : new Error('the planning thread ended'))
    }
    worker.on('message', onMessage).once('error', onLost).once('exit', onLost)
    const timer = setTimeout(() => {
      onLost(new Error(`planning took longer than ${timeLimit / 1000} seconds and was stopped`))
      void worker.terminate()
    }, timeLimit)
    try {
      worker.postMessage({ id, method, input: packInput(input) } satisfies PlannerMessage)
      return await promise
    } finally {
      clearTimeout(timer)
      worker.off('message', onMessage).off('error', onLost).off('exit', onLost)
    }
  }
  // One after the other, so that the time of each counts from its own beginning.
  const call = async (method: PlannerMethod, input: object): Promise<unknown> => {
    const result = tail.then(() => run(method, input))
    tail = result.catch(() => undefined)
    return await result
  }
  return {
    ...plannerOf(call),
    close: async () => {
      await thread?.terminate()
    },
  }
}

/** Both ends of the line run this version of the core: an answer has the type of its method. */
function plannerOf(call: (method: PlannerMethod, input: object) => Promise<unknown>): Planner {
  return {
    planPullRequest: (input) => call('planPullRequest', input) as ReturnType<Planner['planPullRequest']>,
    planScaffold: (input) => call('planScaffold', input) as ReturnType<Planner['planScaffold']>,
    planDocuments: (input) => call('planDocuments', input) as ReturnType<Planner['planDocuments']>,
    planFirstReport: (input) => call('planFirstReport', input) as ReturnType<Planner['planFirstReport']>,
    listPackages: (input) => call('listPackages', input) as ReturnType<Planner['listPackages']>,
  }
}
