import { z } from 'zod'
import { ignored, jobs } from './delivery.ts'
import { base, refOf, routeOf } from './payload.ts'

const payload = base.extend({
  action: z.string(),
  number: z.number().optional(),
  pull_request: z.object({ number: z.number() }),
  changes: z.object({ base: z.unknown().optional() }).optional(),
})

/** Whatever may change the verdict on a pull request, or the life of its follow-up. */
const heeded: ReadonlySet<string> = new Set([
  'opened',
  'reopened',
  'synchronize',
  'ready_for_review',
  'converted_to_draft',
  'closed',
])

/** `pull_request`: the job reads the state as it is by then, so all these are one job. */
export const routePullRequest = routeOf(payload, (event) => {
  const baseEdited = event.action === 'edited' && event.changes?.base !== undefined
  if (!heeded.has(event.action) && !baseEdited) {
    return ignored(`pull_request.${event.action} changes nothing the keeper looks at`)
  }
  return jobs({
    type: 'review-pull-request',
    repository: refOf(event),
    pullRequest: event.pull_request.number,
  })
})
