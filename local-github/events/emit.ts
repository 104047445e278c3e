import type { Account, Repository } from '../model.ts'
import { accountShape, nodeId, organizationShape } from '../shapes/account.ts'
import { repositoryShape } from '../shapes/repository.ts'
import type { GitHub } from '../github.ts'

/** Events that every App gets, whatever it subscribed to. */
const always = new Set(['installation', 'installation_repositories'])

/**
 * Tells the App of something in a repository, where it is installed there and subscribed.
 * @param action null where the event has none, such as `push`
 * @param payload what the event has beside repository, organization, sender and installation
 */
export function emit(
  github: GitHub,
  repository: Repository,
  event: string,
  action: string | null,
  sender: Account,
  payload: object,
): void {
  const { world, deliveries } = github
  const installation = world.installationOf(repository)
  if (installation?.suspendedAt !== null || !world.app.events.includes(event)) return
  const organization = organizationShape(world.urls, repository.owner)
  deliveries.send({
    event,
    action,
    installation: installation.id,
    repository: repository.id,
    payload: {
      ...(action === null ? {} : { action }),
      ...payload,
      repository: repositoryShape(world, repository),
      ...(organization === null ? {} : { organization }),
      sender: accountShape(world.urls, sender),
      installation: { id: installation.id, node_id: nodeId('MDIz', installation.id) },
    },
  })
}

/** Tells the App of something about an installation itself. */
export function emitAboutInstallation(
  github: GitHub,
  event: string,
  action: string,
  sender: Account,
  payload: Readonly<Record<string, unknown>> & { readonly installation: { readonly id: number } },
): void {
  const { world, deliveries } = github
  if (!always.has(event)) throw new Error(`${event} is about a repository`)
  const body = { action, ...payload, sender: accountShape(world.urls, sender) }
  deliveries.send({ event, action, installation: payload.installation.id, repository: null, payload: body })
}
