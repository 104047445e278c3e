import { z } from 'zod'
import { ignored, jobs } from './delivery.ts'
import { base, refOf, routeOf } from './payload.ts'

const payload = base.extend({ action: z.string(), check_suite: z.object({ head_sha: z.string() }) })

/** `check_suite`: "re-run all checks". A requested suite needs nothing: the pull request's own event comes too. */
export const routeCheckSuite = routeOf(payload, (event) => {
  if (event.action !== 'rerequested') return ignored(`check_suite.${event.action} asks for nothing`)
  return jobs({ type: 'review-head', repository: refOf(event), sha: event.check_suite.head_sha })
})
