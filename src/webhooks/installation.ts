import { z } from 'zod'
import type { JobRequest } from '../model/job.ts'
import { ignored, jobs } from './delivery.ts'
import { account, installation, routeOf } from './payload.ts'

/** In these events a repository has no owner of its own: all belong to the installation's account. */
const listed = z.object({ id: z.number(), name: z.string(), full_name: z.string() })

const payload = z.object({
  action: z.string(),
  installation: installation.extend({ account }),
  repositories: z.array(listed).optional(),
})

const addedPayload = z.object({
  action: z.string(),
  installation: installation.extend({ account }),
  repositories_added: z.array(listed),
})

/** `installation`: each repository gets its first report. */
export const routeInstallation = routeOf(payload, (event) => {
  if (event.action !== 'created') return ignored(`installation.${event.action} asks for nothing`)
  return reports(event.installation.id, event.repositories ?? [])
})

/** `installation_repositories`: the same for repositories that join later. */
export const routeInstallationRepositories = routeOf(addedPayload, (event) => {
  if (event.action !== 'added') return ignored(`installation_repositories.${event.action} asks for nothing`)
  return reports(event.installation.id, event.repositories_added)
})

function reports(
  installationId: number,
  repositories: readonly z.output<typeof listed>[],
): ReturnType<typeof jobs> {
  if (repositories.length === 0) return ignored('no repository')
  return jobs(
    ...repositories.map(({ id, name, full_name }): JobRequest => ({
      type: 'report-installation',
      repository: { installation: installationId, id, owner: full_name.split('/')[0] ?? '', name },
    })),
  )
}
