import { Worker } from 'node:worker_threads'
import type { Planner } from '../jobs/planner.ts'
import { packInput, type PlannerMessage, type PlannerMethod, type PlannerReply } from './planner-messages.ts'

/** How long one plan may take, in milliseconds, and how much memory the thread may use, in MB. */
const timeLimit = 120_000
const memoryLimit = 2048

export type StartedPlanner = Planner & { close(): Promise<void> }

type Waiting = {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/**
 * Runs the core in a thread of its own. What strangers wrote is evaluated there: it can neither keep webhooks waiting
 * nor take the server down. A thread that exceeds its time or memory is ended, and the next plan gets a new one.
 */
export function startPlanner(): StartedPlanner {
  let thread: Worker | null = null
  let lastId = 0
  const waiting = new Map<number, Waiting>()

  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id)
    waiting.delete(id)
    if (found !== undefined) clearTimeout(found.timer)
    return found
  }
  const failAll = (error: Error): void => {
    for (const id of waiting.keys()) settle(id)?.reject(error)
  }
  const start = (): Worker => {
    const worker = new Worker(new URL('planner-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryLimit },
    })
    worker.on('message', ({ id, result, error }: PlannerReply) => {
      const found = settle(id)
      if (error === undefined) found?.resolve(result)
      else found?.reject(error)
    })
    const lost = (error: Error): void => {
      if (thread === worker) thread = null
      failAll(error)
    }
    worker.on('error', lost)
    worker.on('exit', () => {
      lost(new Error('the planning thread ended'))
    })
    return worker
  }
  const call = async (method: PlannerMethod, input: object): Promise<unknown> => {
    const worker = (thread ??= start())
    const id = ++lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const timer = setTimeout(() => {
      settle(id)?.reject(new Error(`planning took longer than ${timeLimit / 1000} seconds and was stopped`))
      void worker.terminate()
    }, timeLimit)
    waiting.set(id, { resolve, reject, timer })
    worker.postMessage({ id, method, input: packInput(input) } satisfies PlannerMessage)
    return await promise
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
