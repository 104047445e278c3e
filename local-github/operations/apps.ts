import { randomBytes } from 'node:crypto'
import { seesRepository } from '../http/check-access.ts'
import type { Delivery, InstallationToken, Permissions } from '../model.ts'
import { accountShape } from '../shapes/account.ts'
import { appShape } from '../shapes/check.ts'
import { deliveryShape, fullDeliveryShape, installationShape } from '../shapes/installation.ts'
import { fullRepositoryShape, repositoryShape } from '../shapes/repository.ts'
import { grants, type World } from '../world.ts'
import { ApiError, invalid, orNotFound } from './api-error.ts'
import { created, ok, operation, repositoryOperation, type AnyOperation } from './operation.ts'

const tokenLifeMilliseconds = 3600_000

export const appOperations: readonly AnyOperation[] = [
  operation('apps/get-authenticated', 'app', ({ world }) => {
    const { app, installations, urls } = world
    const shape = appShape(urls, app, accountShape(urls, app.owner))
    return ok({ ...shape, installations_count: installations.length })
  }),

  operation('apps/list-installations', 'app', ({ world }) => ({
    list: world.installations.map((installation) => installationShape(world, installation)),
  })),

  operation('apps/get-installation', 'app', ({ world, params }) =>
    ok(installationShape(world, findInstallation(world, params.installation_id))),
  ),

  repositoryOperation('apps/get-repo-installation', 'app', ({ world, repository }) =>
    ok(installationShape(world, orNotFound(world.installationOf(repository)))),
  ),

  operation('apps/create-installation-access-token', 'app', ({ world, params, body }) => {
    const installation = findInstallation(world, params.installation_id)
    if (installation.suspendedAt !== null) throw new ApiError(403, 'This installation has been suspended')
    const ids = body.repository_ids
    const names = body.repositories
    const permissions = restrict(world.app.permissions, body.permissions)
    const all = world.repositoriesOf(installation)
    const chosen =
      ids === undefined && names === undefined
        ? null
        : all.filter(({ id, name }) => ids?.includes(id) === true || names?.includes(name) === true)
    if (chosen !== null && chosen.length < (ids?.length ?? 0) + (names?.length ?? 0)) {
      throw new ApiError(
        422,
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      )
    }
    const token: InstallationToken = {
      token: `ghs_${randomBytes(18).toString('hex')}`,
      installation,
      permissions,
      repositories: chosen === null ? null : new Set(chosen.map(({ id }) => id)),
      expiresAt: new Date(world.now().getTime() + tokenLifeMilliseconds),
    }
    world.tokens.set(token.token, token)
    return created({
      token: token.token,
      expires_at: token.expiresAt.toISOString(),
      permissions,
      repository_selection: chosen === null && installation.repositories === null ? 'all' : 'selected',
      ...(chosen === null ? {} : { repositories: chosen.map((one) => repositoryShape(world, one)) }),
    })
  }),

  operation(
    'apps/list-repos-accessible-to-installation',
    { app: [], person: 'admin' },
    ({ world, actor }) => {
      if (actor.type !== 'installation') throw new ApiError(403, 'You must authenticate as an installation')
      const visible = world
        .repositoriesOf(actor.token.installation)
        .filter((repository) => seesRepository(actor.token, world, repository))
      return {
        list: visible.map((repository) => fullRepositoryShape(world, repository, 'write')),
        wrap: (repositories, total) => ({ total_count: total, repositories }),
      }
    },
  ),

  operation('apps/list-webhook-deliveries', 'app', ({ world, query }) => {
    const tried = world.deliveries.filter(({ outcome }) => outcome !== null).toReversed()
    const from = query.cursor === undefined ? 0 : tried.findIndex(({ id }) => `v1_${id}` === query.cursor)
    const wanted = tried.slice(Math.max(0, from)).filter(({ outcome }) => isOfStatus(outcome, query.status))
    const page = wanted.slice(0, Math.min(query.per_page ?? 30, 100))
    const next = wanted[page.length]
    const url = `${world.urls.api}/app/hook/deliveries?per_page=${page.length}&cursor=v1_${next?.id ?? 0}`
    return {
      status: 200,
      body: page.map(deliveryShape),
      headers: next === undefined ? {} : { link: `<${url}>; rel="next"` },
    }
  }),

  operation('apps/get-webhook-delivery', 'app', ({ world, params }) =>
    ok(fullDeliveryShape(findDelivery(world, params.delivery_id))),
  ),

  operation('apps/redeliver-webhook-delivery', 'app', ({ world, github, params }) => {
    github.deliveries.redeliver(findDelivery(world, params.delivery_id))
    return { status: 202, body: {} }
  }),
]

function findInstallation(world: World, id: number) {
  return orNotFound(world.installations.find((one) => one.id === id))
}

function findDelivery(world: World, id: number): Delivery {
  return orNotFound(world.deliveries.find((one) => one.id === id))
}

function isOfStatus(outcome: Delivery['outcome'], status: 'success' | 'failure' | undefined): boolean {
  const succeeded = outcome !== null && outcome.statusCode >= 200 && outcome.statusCode < 400
  return status === undefined || (status === 'success') === succeeded
}

/** A token may have less than the App, never more. */
function restrict(all: Permissions, wanted: object | undefined): Permissions {
  if (wanted === undefined) return all
  const entries = Object.entries(wanted).map(([name, level]): [string, 'read' | 'write'] => {
    const asked = level === 'write' ? 'write' : 'read'
    if (!grants(all, `${name}:${asked}`)) {
      throw invalid({
        resource: 'Integration',
        code: 'custom',
        message: `The permissions requested are not granted to this installation: ${name}`,
      })
    }
    return [name, asked]
  })
  return { ...Object.fromEntries(entries), metadata: 'read' }
}
