import type { Store } from '../model/ports.ts'
import type { RepositoryRef } from '../model/repository.ts'
import type { Client } from './client.ts'
import type { Identity } from './identity.ts'

/** What every part of the adapter needs to speak about one repository. */
export type RepositoryClient = {
  readonly octokit: Client
  readonly ref: RepositoryRef
  /** Owner and name, as the API's routes take them. */
  readonly route: { readonly owner: string; readonly repo: string }
  readonly identity: Identity
  readonly store: Store
  readonly now: () => Date
}
