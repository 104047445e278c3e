import { PermanentFault } from '../model/fault.ts'
import type { Forge, Repository, Store } from '../model/ports.ts'
import type { RepositoryRef } from '../model/repository.ts'
import { openBranches } from './branches.ts'
import { openChecks } from './checks.ts'
import { identify, type Client } from './client.ts'
import { openConversation } from './conversation.ts'
import { redeliverFailed } from './deliveries.ts'
import { openHistory, type SnapshotSource } from './history.ts'
import { readIdentity, type Identity } from './identity.ts'
import { openPullRequests } from './pull-requests.ts'
import type { RepositoryClient } from './repository-client.ts'

export type ForgeOptions = {
  /** The client of an installation, or, without a number, of the App itself. */
  readonly authenticate: (installation?: number) => Promise<Client>
  readonly store: Store
  readonly source: SnapshotSource
  readonly now: () => Date
}

/** GitHub, as jobs see it. */
export function openForge(options: ForgeOptions): Forge {
  const { authenticate, now } = options
  let identity: Promise<Identity> | null = null
  const whoAmI = async (): Promise<Identity> => {
    identity ??= authenticate().then(readIdentity)
    return await identity.catch((error: unknown) => {
      identity = null
      throw error
    })
  }
  return {
    open: async (ref) => await openRepository(options, ref, await whoAmI()),
    repositories: async () => {
      const app = await authenticate()
      const installations = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 })
      const found: RepositoryRef[] = []
      for (const { id, suspended_at } of installations) {
        if (suspended_at === null) found.push(...(await listRepositories(options, id)))
      }
      return found
    },
    redeliverFailed: async () => await redeliverFailed(await authenticate(), now()),
  }
}

async function openRepository(
  { authenticate, store, source, now }: ForgeOptions,
  ref: RepositoryRef,
  identity: Identity,
): Promise<Repository> {
  const octokit = identify(await authenticate(ref.installation), ref.installation)
  const { data } = await octokit.rest.repos.get({ owner: ref.owner, repo: ref.name })
  if (data.archived || data.disabled) {
    throw new PermanentFault(`${data.full_name} is ${data.archived ? 'archived' : 'disabled'}`)
  }
  // GitHub leads from an old name to the new one; writes must go to the new one.
  const route = { owner: data.owner.login, repo: data.name }
  const client: RepositoryClient = { octokit, ref, route, identity, store, now }
  const history = openHistory(client, data.default_branch, source)
  return {
    ref,
    htmlUrl: data.html_url,
    keeper: identity.login,
    history,
    pullRequests: openPullRequests(client),
    branches: openBranches(client, history),
    conversation: openConversation(client),
    checks: openChecks(client),
  }
}

async function listRepositories(
  { authenticate }: ForgeOptions,
  installation: number,
): Promise<readonly RepositoryRef[]> {
  const octokit = identify(await authenticate(installation), installation)
  const repositories = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, {
    per_page: 100,
  })
  return repositories
    .filter(({ archived }) => !archived)
    .map(({ id, owner, name }) => ({ installation, id, owner: owner.login, name }))
}
