import { z } from 'zod'
import { ignored, jobs } from './delivery.ts'
import { base, refOf, routeOf } from './payload.ts'

const payload = base.extend({ action: z.string(), check_run: z.object({ head_sha: z.string() }) })

/** `check_run`: GitHub sends `rerequested` only to the App whose run it is. */
export const routeCheckRun = routeOf(payload, (event) => {
  if (event.action !== 'rerequested') return ignored(`check_run.${event.action} asks for nothing`)
  return jobs({ type: 'review-head', repository: refOf(event), sha: event.check_run.head_sha })
})
