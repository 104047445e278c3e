import type { Client } from './client.ts'

/** Who the keeper is on GitHub. */
export type Identity = { readonly appId: number; readonly slug: string; readonly login: string }

/** Asks GitHub for the App's own name. */
export async function readIdentity(app: Client): Promise<Identity> {
  const { data } = await app.rest.apps.getAuthenticated()
  const slug = data?.slug
  if (data === null || slug === undefined) throw new Error('GitHub does not say which App this is')
  return { appId: data.id, slug, login: `${slug}[bot]` }
}
