import type { Actor } from './actor.ts'

/** Whose rate limit a request counts against. */
export function clientKey(actor: Actor): string {
  switch (actor.type) {
    case 'person':
      return `person:${actor.account.login}`
    case 'installation':
      return `installation:${actor.token.installation.id}`
    default:
      return actor.type
  }
}
