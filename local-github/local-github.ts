import { randomBytes } from 'node:crypto'
import type { GitHub } from './github.ts'
import { createRepository } from './create-repository.ts'
import { emitAboutInstallation } from './events/emit.ts'
import type { Deliveries } from './events/deliveries.ts'
import type { Faults } from './http/faults.ts'
import type { Account, App, Installation, Repository, Role } from './model.ts'
import { Person } from './people/person.ts'
import { installationShape } from './shapes/installation.ts'
import { repositoryName } from './shapes/repository.ts'
import type { World } from './world.ts'

/** A GitHub on this machine: what one does there as its owner. Everything else goes over HTTP and git. */
export class LocalGitHub {
  readonly #github: GitHub
  readonly #folder: string
  readonly #stop: () => Promise<void>

  constructor(github: GitHub, folder: string, stop: () => Promise<void>) {
    this.#github = github
    this.#folder = folder
    this.#stop = stop
  }

  get world(): World {
    return this.#github.world
  }

  get app(): App {
    return this.world.app
  }

  get url(): string {
    return this.world.urls.web
  }

  get apiUrl(): string {
    return this.world.urls.api
  }

  get deliveries(): Deliveries {
    return this.#github.deliveries
  }

  get faults(): Faults {
    return this.#github.faults
  }

  get rateLimits() {
    return this.#github.rateLimits
  }

  /** Where anybody left GitHub's own description of its API. */
  get breaches(): readonly string[] {
    return this.#github.breaches
  }

  /** What the server of the App needs to know, as its environment. */
  environment(): Record<string, string> {
    return {
      APP_ID: String(this.app.id),
      PRIVATE_KEY: this.app.privateKey,
      WEBHOOK_SECRET: this.app.webhookSecret,
      GITHUB_API_URL: this.apiUrl,
    }
  }

  addPerson(login: string): Person {
    return new Person(this, this.#addAccount(login, 'User', `ghp_${randomBytes(12).toString('hex')}`))
  }

  addOrganization(login: string): Account {
    return this.#addAccount(login, 'Organization', null)
  }

  /** A repository with nothing in it yet: its first branch comes by a push. */
  async addRepository(
    owner: Account,
    name: string,
    options: {
      readonly roles?: readonly (readonly [Person, Role])[]
      readonly isPrivate?: boolean
      readonly defaultBranch?: string
    } = {},
  ): Promise<Repository> {
    const repository = await createRepository(this.#github, this.#folder, { owner, name, ...options })
    for (const [{ account }, role] of options.roles ?? []) repository.collaborators.set(account.id, role)
    return repository
  }

  rename(repository: Repository, name: string): void {
    repository.formerNames.add(repository.name)
    repository.name = name
  }

  /** @param repositories null: all of the account */
  install(account: Account, repositories: readonly Repository[] | null, sender: Person): Installation {
    const { world } = this
    const installation: Installation = {
      id: world.nextId(),
      account,
      repositories: repositories === null ? null : new Set(repositories),
      createdAt: world.timestamp(),
      suspendedAt: null,
    }
    world.installations.push(installation)
    emitAboutInstallation(this.#github, 'installation', 'created', sender.account, {
      installation: installationShape(world, installation),
      repositories: world.repositoriesOf(installation).map(repositoryName),
    })
    return installation
  }

  /** Gives an installation on selected repositories one more. */
  addToInstallation(installation: Installation, repository: Repository, sender: Person): void {
    installation.repositories?.add(repository)
    emitAboutInstallation(this.#github, 'installation_repositories', 'added', sender.account, {
      installation: installationShape(this.world, installation),
      repository_selection: installation.repositories === null ? 'all' : 'selected',
      repositories_added: [repositoryName(repository)],
      repositories_removed: [],
      requester: null,
    })
  }

  uninstall(installation: Installation, sender: Person): void {
    const { installations } = this.world
    emitAboutInstallation(this.#github, 'installation', 'deleted', sender.account, {
      installation: installationShape(this.world, installation),
      repositories: this.world.repositoriesOf(installation).map(repositoryName),
    })
    installations.splice(installations.indexOf(installation), 1)
  }

  async close(): Promise<void> {
    await this.#stop()
  }

  #addAccount(login: string, type: 'User' | 'Organization', token: string | null): Account {
    const id = this.world.nextId()
    const email = `${id}+${login}@users.noreply.github.com`
    const account = { id, login, type, name: login, email, token }
    this.world.accounts.set(login.toLowerCase(), account)
    return account
  }
}
