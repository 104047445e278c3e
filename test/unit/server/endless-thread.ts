// A thread for tests: one plan never ends, one takes all memory, one ends the thread, the others answer at once.
import { parentPort } from 'node:worker_threads'
import type { PlannerMessage } from '../../../src/server/planner-messages.ts'

parentPort?.on('message', ({ id, method }: PlannerMessage) => {
  if (method === 'planPullRequest') for (;;);
  if (method === 'planScaffold') {
    const kept: number[][] = []
    for (;;) kept.push(new Array<number>(100_000).fill(kept.length))
  }
  if (method === 'planFirstReport') process.exit(1)
  parentPort?.postMessage({ id, result: ['answered'] })
})
