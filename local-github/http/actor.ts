import type { Account, InstallationToken } from '../model.ts'
import { ApiError } from '../operations/api-error.ts'
import type { World } from '../world.ts'
import { verifyAppToken } from './verify-app-token.ts'

/** Who sends a request. */
export type Actor =
  | { readonly type: 'anonymous' }
  | { readonly type: 'person'; readonly account: Account }
  | { readonly type: 'app' }
  | { readonly type: 'installation'; readonly token: InstallationToken }

/**
 * @param header the `Authorization` header
 * @throws ApiError 401 for credentials that are not, or no longer, good
 */
export function authenticate(world: World, header: string | undefined): Actor {
  if (header === undefined || header === '') return { type: 'anonymous' }
  const [scheme = '', value = ''] = header.split(' ')
  const credential = scheme.toLowerCase() === 'basic' ? passwordOf(value) : value
  if (credential.split('.').length === 3) {
    verifyAppToken(credential, world.app, world.now())
    return { type: 'app' }
  }
  const token = world.tokens.get(credential)
  if (token !== undefined && token.expiresAt > world.now()) return { type: 'installation', token }
  const account = world.personOf(credential)
  if (account !== null) return { type: 'person', account }
  throw new ApiError(401, 'Bad credentials')
}

/** In whose name things are done. */
export function accountOf(world: World, actor: Actor): Account {
  switch (actor.type) {
    case 'person':
      return actor.account
    case 'app':
    case 'installation':
      return world.app.bot
    case 'anonymous':
      throw new ApiError(401, 'Requires authentication')
  }
}

function passwordOf(value: string): string {
  const text = Buffer.from(value, 'base64').toString()
  return text.slice(text.indexOf(':') + 1)
}
