import type {
  Account,
  App,
  Delivery,
  Installation,
  InstallationToken,
  Issue,
  Permissions,
  PullIssue,
  Repository,
  Role,
} from './model.ts'
import { isPull } from './model.ts'
import { toSeconds } from './git/commit.ts'

/** Where this GitHub is reached. The API lies below `/api/v3`, as on GitHub Enterprise Server. */
export type Urls = { readonly web: string; readonly api: string }

/** Everything that this GitHub knows, and the questions that are asked of it everywhere. */
export class World {
  readonly accounts = new Map<string, Account>()
  readonly repositories: Repository[] = []
  readonly installations: Installation[] = []
  readonly tokens = new Map<string, InstallationToken>()
  readonly deliveries: Delivery[] = []
  readonly #now: () => Date
  #lastId = 1000
  #app: App | null = null
  #urls: Urls | null = null

  constructor(now: () => Date) {
    this.#now = now
  }

  get app(): App {
    if (this.#app === null) throw new Error('no App was registered')
    return this.#app
  }

  get urls(): Urls {
    if (this.#urls === null) throw new Error('not listening yet')
    return this.#urls
  }

  register(app: App): void {
    this.#app = app
  }

  listensAt(web: string): void {
    this.#urls = { web, api: `${web}/api/v3` }
  }

  now(): Date {
    return this.#now()
  }

  /** Now, as GitHub writes it. */
  timestamp(): string {
    return toSeconds(this.#now())
  }

  nextId(): number {
    return ++this.#lastId
  }

  account(login: string): Account | null {
    return this.accounts.get(login.toLowerCase()) ?? null
  }

  personOf(token: string): Account | null {
    return [...this.accounts.values()].find((account) => account.token === token) ?? null
  }

  /** By name, or by one it had before. */
  repository(owner: string, name: string): Repository | null {
    const ofOwner = this.repositories.filter((one) => same(one.owner.login, owner))
    return (
      ofOwner.find((one) => same(one.name, name)) ??
      ofOwner.find((one) => [...one.formerNames].some((former) => same(former, name))) ??
      null
    )
  }

  /** The repository itself and every fork of the same origin. */
  network(repository: Repository): readonly Repository[] {
    const root = rootOf(repository)
    return this.repositories.filter((one) => rootOf(one) === root)
  }

  installationOf(repository: Repository): Installation | null {
    return (
      this.installations.find(
        ({ account, repositories }) =>
          account === repository.owner && (repositories === null || repositories.has(repository)),
      ) ?? null
    )
  }

  repositoriesOf(installation: Installation): readonly Repository[] {
    return this.repositories.filter((one) => this.installationOf(one) === installation)
  }

  roleOf(account: Account, repository: Repository): Role {
    if (account === repository.owner) return 'admin'
    return repository.collaborators.get(account.id) ?? (repository.isPrivate ? 'none' : 'read')
  }

  pulls(repository: Repository): readonly PullIssue[] {
    return [...repository.issues.values()].filter(isPull)
  }

  nextNumber(repository: Repository): number {
    return repository.issues.size + 1
  }

  issueOfComment(repository: Repository, id: number | bigint): Issue | null {
    return (
      [...repository.issues.values()].find(({ comments }) => comments.some((one) => one.id === id)) ?? null
    )
  }

  /** Whose commit it is: GitHub goes by the address alone. */
  accountOfEmail(email: string): Account | null {
    return [...this.accounts.values()].find((account) => same(account.email, email)) ?? null
  }
}

/** Whether what is granted includes what is needed: `contents:write`. */
export function grants(permissions: Permissions, need: string): boolean {
  const [name = '', level] = need.split(':')
  const granted = permissions[name]
  return granted === 'write' || (granted === 'read' && level === 'read')
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function rootOf(repository: Repository): Repository {
  return repository.parent === null ? repository : rootOf(repository.parent)
}
