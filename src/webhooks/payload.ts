import { z } from 'zod'
import type { RepositoryRef } from '../model/repository.ts'
import { ignored, type Route, type Routed } from './delivery.ts'

export const account = z.object({ login: z.string(), type: z.string().optional() })

export const repository = z.object({
  id: z.number(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string().optional(),
})

export const installation = z.object({ id: z.number() })

/** What nearly every event carries. */
export const base = z.object({ repository, installation })

/** The repository that an event is about. */
export function refOf(payload: z.output<typeof base>): RepositoryRef {
  return {
    installation: payload.installation.id,
    id: payload.repository.id,
    owner: payload.repository.owner.login,
    name: payload.repository.name,
  }
}

/** A route that looks at a payload only once it has the shape; another shape is ignored, with what is wrong. */
export function routeOf<T>(schema: z.ZodType<T>, route: (payload: T) => Routed): Route {
  return (payload) => {
    const parsed = schema.safeParse(payload)
    if (parsed.success) return route(parsed.data)
    const missing = parsed.error.issues[0]
    const where =
      missing === undefined || missing.path.length === 0 ? 'the payload' : `\`${missing.path.join('.')}\``
    return ignored(`not of the shape expected: ${where}: ${missing?.message ?? 'invalid'}`)
  }
}
