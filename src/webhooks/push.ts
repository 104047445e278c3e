import { z } from 'zod'
import { ignored, jobs } from './delivery.ts'
import { base, refOf, routeOf } from './payload.ts'

const payload = base.extend({ ref: z.string(), deleted: z.boolean().optional() })

/** `push`: the documents follow the default branch; other branches speak through their pull requests. */
export const routePush = routeOf(payload, (event) => {
  if (event.deleted === true) return ignored('a deleted branch')
  if (event.ref !== `refs/heads/${event.repository.default_branch ?? ''}`) {
    return ignored('not the default branch: its pull request says what changed')
  }
  return jobs({ type: 'refresh-documents', repository: refOf(event) })
})
