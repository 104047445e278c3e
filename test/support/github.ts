import { expect } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalGitHub } from '../../local-github/local-github.ts'
import type { Account, Installation, Repository } from '../../local-github/model.ts'
import type { Person } from '../../local-github/people/person.ts'
import { fullName } from '../../local-github/shapes/repository.ts'
import { parseManifest, startLocalGitHub, type Manifest } from '../../local-github/start-local-github.ts'
import { faultsOfPayload } from './payload-contract.ts'

/** A local GitHub with an organisation, its maintainer, a contributor without rights, and one repository. */
export type Stage = {
  readonly github: LocalGitHub
  readonly organization: Account
  /** Admin of the repository. */
  readonly maintainer: Person
  /** May write. */
  readonly member: Person
  /** May not write. */
  readonly stranger: Person
  readonly repository: Repository
  readonly installation: Installation
  /** Owner and name, as the API takes them. */
  readonly route: { readonly owner: string; readonly repo: string }
}

/** The App's own manifest: tests run with exactly its permissions. */
export function ownManifest(): Manifest {
  return parseManifest(readFileSync(join(import.meta.dirname, '../../app.yml'), 'utf8'))
}

/** @param files what the repository holds at first: path → text */
export async function setStage(
  files: Readonly<Record<string, string>>,
  options: { readonly manifest?: Manifest; readonly now?: () => Date } = {},
): Promise<Stage> {
  const { manifest = ownManifest(), now } = options
  const github = await startLocalGitHub({ manifest, ...(now === undefined ? {} : { now }) })
  const organization = github.addOrganization('atmosphere')
  const [maintainer, member, stranger] = [
    github.addPerson('maintainer'),
    github.addPerson('member'),
    github.addPerson('stranger'),
  ]
  const repository = await github.addRepository(organization, 'nur', {
    roles: [
      [maintainer, 'admin'],
      [member, 'write'],
    ],
  })
  const checkout = await maintainer.clone(repository)
  await checkout.commit('Start', files)
  await checkout.push()
  await checkout.remove()
  const installation = github.install(organization, null, maintainer)
  const [owner = '', repo = ''] = fullName(repository).split('/')
  return {
    github,
    organization,
    maintainer,
    member,
    stranger,
    repository,
    installation,
    route: { owner, repo },
  }
}

/**
 * Ends it all, and wants to have seen no breach of GitHub's own descriptions: of its API by anybody, of its webhooks
 * by the double.
 * @param forgiven breaches that the test made on purpose
 */
export async function leaveStage({ github }: Stage, forgiven: readonly string[] = []): Promise<void> {
  await github.close()
  const payloads = github.world.deliveries.flatMap(({ event, body }) =>
    faultsOfPayload(event, JSON.parse(body) as object),
  )
  expect([...github.breaches, ...payloads]).toEqual(forgiven)
}
