import { accountOf } from '../http/actor.ts'
import { accountShape, publicAccountShape, rolePermissions } from '../shapes/account.ts'
import { orNotFound } from './api-error.ts'
import { ok, operation, repositoryOperation, type AnyOperation } from './operation.ts'
import { ApiError } from './api-error.ts'
import { clientKey } from '../http/client-key.ts'

export const userOperations: readonly AnyOperation[] = [
  operation('users/get-authenticated', { app: ['user:read'], person: 'read' }, ({ world, actor }) => {
    const shape = publicAccountShape(world.urls, accountOf(world, actor), world.app.createdAt)
    return ok(shape)
  }),

  operation('users/get-by-username', { app: [], person: 'anyone' }, ({ world, params }) =>
    ok(publicAccountShape(world.urls, orNotFound(world.account(params.username)), world.app.createdAt)),
  ),

  repositoryOperation(
    'repos/get-collaborator-permission-level',
    { app: ['metadata:read'], person: 'write' },
    ({ world, params, repository }) => {
      const account = orNotFound(world.account(params.username))
      if (account.type !== 'User') throw new ApiError(404, `${account.login} is not a user`)
      const role = world.roleOf(account, repository)
      const user = {
        ...accountShape(world.urls, account),
        permissions: rolePermissions(role),
        role_name: role,
      }
      return ok({ permission: role, role_name: role, user })
    },
  ),

  operation('rate-limit/get', { app: [], person: 'anyone' }, ({ github, actor }) => {
    const core = github.rateLimits.state(clientKey(actor))
    return ok({
      resources: { core, search: { limit: 30, remaining: 30, used: 0, reset: core.reset } },
      rate: core,
    })
  }),
]
