import type { InstallationToken, Repository, Role } from '../model.ts'
import { ApiError, notAccessible, notFound } from '../operations/api-error.ts'
import type { Access } from '../operations/operation.ts'
import { grants, type World } from '../world.ts'
import type { Actor } from './actor.ts'

const roles: readonly Role[] = ['none', 'read', 'write', 'admin']

/**
 * Refuses what an actor may not, in GitHub's words: what it may not see is not there, what it may see but not do is
 * forbidden.
 */
export function checkAccess(world: World, actor: Actor, access: Access, repository: Repository | null): void {
  if (access === 'app') {
    if (actor.type !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded')
    return
  }
  if (actor.type === 'app') {
    throw new ApiError(
      403,
      'You must authenticate with an installation access token in order to use this operation',
    )
  }
  if (actor.type === 'installation') checkInstallation(world, actor.token, access.app, repository)
  else checkPerson(world, actor, access.person, repository)
}

export function seesRepository(token: InstallationToken, world: World, repository: Repository): boolean {
  return (
    world.installationOf(repository) === token.installation &&
    (token.repositories === null || token.repositories.has(repository.id))
  )
}

function checkInstallation(
  world: World,
  token: InstallationToken,
  needs: readonly string[],
  repository: Repository | null,
): void {
  if (token.installation.suspendedAt !== null) throw new ApiError(403, 'This installation has been suspended')
  if (repository !== null && !seesRepository(token, world, repository)) {
    if (repository.isPrivate) throw notFound()
    if (needs.every((need) => need.endsWith(':write'))) throw notAccessible()
    return
  }
  if (needs.length > 0 && !needs.some((need) => grants(token.permissions, need))) throw notAccessible()
}

function checkPerson(
  world: World,
  actor: Extract<Actor, { type: 'person' | 'anonymous' }>,
  needed: Role | 'anyone',
  repository: Repository | null,
): void {
  if (actor.type === 'anonymous') {
    if (repository?.isPrivate === true) throw notFound()
    if (needed !== 'anyone') throw new ApiError(401, 'Requires authentication')
    return
  }
  if (repository === null) return
  const role = world.roleOf(actor.account, repository)
  if (role === 'none') throw notFound()
  if (needed === 'anyone') return
  if (roles.indexOf(role) < roles.indexOf(needed)) {
    throw new ApiError(403, `Must have ${needed} access to this repository`)
  }
}
