import { join } from 'node:path'
import { BareRepository } from './git/bare-repository.ts'
import type { GitHub } from './github.ts'
import type { Account, Repository } from './model.ts'

/** Makes a repository with nothing in it. */
export async function createRepository(
  { world }: GitHub,
  folder: string,
  options: {
    readonly owner: Account
    readonly name: string
    readonly isPrivate?: boolean
    readonly defaultBranch?: string
    readonly description?: string
    readonly parent?: Repository
  },
): Promise<Repository> {
  const { owner, name } = options
  const id = world.nextId()
  const defaultBranch = options.defaultBranch ?? 'main'
  const now = world.timestamp()
  const repository: Repository = {
    id,
    owner,
    name,
    formerNames: new Set(),
    isPrivate: options.isPrivate ?? false,
    archived: false,
    description: options.description ?? null,
    defaultBranch,
    parent: options.parent ?? null,
    git: await BareRepository.create(join(folder, `${id}.git`), defaultBranch),
    collaborators: new Map(),
    issues: new Map(),
    labels: new Map(),
    checkSuites: [],
    checkRuns: [],
    signedCommits: new Set(),
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
  }
  world.repositories.push(repository)
  return repository
}

/** A fork has the branches of its origin, and a life of its own from there. One person has one fork of a network. */
export async function forkRepository(
  github: GitHub,
  origin: Repository,
  owner: Account,
  name: string,
): Promise<Repository> {
  const standing = github.world.network(origin).find((one) => one.owner === owner)
  if (standing !== undefined) return standing
  const { defaultBranch, isPrivate } = origin
  const folder = join(origin.git.folder, '..')
  const fork = await createRepository(github, folder, {
    owner,
    name,
    defaultBranch,
    isPrivate,
    parent: origin,
  })
  await fork.git.run(['fetch', '--quiet', '--no-tags', origin.git.folder, '+refs/heads/*:refs/heads/*'])
  for (const sha of origin.signedCommits) fork.signedCommits.add(sha)
  return fork
}
