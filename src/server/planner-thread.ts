// The thread that plans: it evaluates what strangers wrote, so it has memory and time of its own.
import { parentPort } from 'node:worker_threads'
import { loadNixParser } from '../../grammar/load.ts'
import { loadOwnLibrary } from '../checkout/load-own-library.ts'
import { loadTemplates } from '../checkout/load-templates.ts'
import { createPlanner } from '../jobs/create-planner.ts'
import { unpackInput, type PlannerMessage, type PlannerReply } from './planner-messages.ts'

const planner = createPlanner({
  parser: await loadNixParser(),
  templates: loadTemplates(),
  ownLibrary: loadOwnLibrary(),
})

parentPort?.on('message', (message: PlannerMessage) => {
  answer(message).then(
    (result) => {
      parentPort?.postMessage({ id: message.id, result } satisfies PlannerReply)
    },
    (error: unknown) => {
      const fault = error instanceof Error ? error : new Error(String(error))
      parentPort?.postMessage({ id: message.id, error: fault } satisfies PlannerReply)
    },
  )
})

async function answer({ method, input }: PlannerMessage): Promise<unknown> {
  const run = planner[method].bind(planner) as (input: object) => Promise<unknown>
  // The other end packed what this method takes.
  return await run(unpackInput(input))
}
