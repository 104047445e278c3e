import type { Forge, JobQueue, Log, Store } from '../model/ports.ts'
import type { Templates } from '../plan/plan-renderer.ts'
import type { Planner } from './planner.ts'

/** All that a job may reach: ports only. */
export type JobContext = {
  readonly forge: Forge
  readonly store: Store
  readonly queue: JobQueue
  readonly planner: Planner
  readonly templates: Templates
  readonly log: Log
}
