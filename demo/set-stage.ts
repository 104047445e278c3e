import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LocalGitHub } from '../local-github/local-github.ts'
import { isPull, type Repository } from '../local-github/model.ts'
import type { Person } from '../local-github/people/person.ts'
import { stateOf } from '../local-github/shapes/issue.ts'
import { webUrl } from '../local-github/shapes/repository.ts'
import { parseManifest, startLocalGitHub } from '../local-github/start-local-github.ts'
import type { RunningServer } from '../src/index.ts'

const root = join(import.meta.dirname, '..')

/** Where the demo plays. */
export type Stage = {
  readonly github: LocalGitHub
  readonly repository: Repository
  /** Owner and name, as the API takes them. */
  readonly route: { readonly owner: string; readonly repo: string }
  readonly maintainer: Person
  readonly contributor: Person
  readonly server: RunningServer
  readonly close: () => Promise<void>
}

/** A GitHub with the App registered as `app.yml` says, and a NUR in it. */
export async function loadNur(nur: string | null): Promise<Omit<Stage, 'server' | 'close'>> {
  const manifest = parseManifest(await readFile(join(root, 'app.yml'), 'utf8'))
  const github = await startLocalGitHub({ manifest })
  const owner = github.addOrganization('atmosphere')
  const maintainer = github.addPerson('mira')
  const contributor = github.addPerson('noor')
  const repository = await github.addRepository(owner, 'nur', {
    roles: [
      [maintainer, 'admin'],
      [contributor, 'write'],
    ],
  })
  const checkout = await maintainer.clone(repository)
  await checkout.copyFrom(nur ?? join(root, 'demo/nur'))
  // The NUR that comes along has its documents from the keeper, as after its first merge.
  if (nur === null)
    await promisify(execFile)(join(root, 'bin/nur-keeper'), ['docs', checkout.folder, '--write'])
  await checkout.commit('Import the NUR')
  await checkout.push()
  await checkout.remove()
  return { github, repository, maintainer, contributor, route: { owner: owner.login, repo: repository.name } }
}

/** The keeper's real server, with a database of its own, subscribed to the local GitHub. */
export async function startKeeper(
  github: LocalGitHub,
): Promise<{ server: RunningServer; close: () => Promise<void> }> {
  // Loaded late: the first lines of the demo need not wait for it.
  const { startServer } = await import('../src/index.ts')
  const folder = await mkdtemp(join(tmpdir(), 'nur-keeper-demo-'))
  const env = {
    ...github.environment(),
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
  }
  const server = await startServer({ env, throttle: false })
  github.app.webhookUrl = `${server.url}/api/github/webhooks`
  return {
    server,
    close: async () => {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The repository and everything that was opened in it, a line each, with its address. */
export function listIssues({ github, repository }: Pick<Stage, 'github' | 'repository'>): readonly string[] {
  const base = webUrl(github.world.urls, repository)
  const issues = [...repository.issues.values()].map((issue) => {
    const place = `${base}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`
    return `${stateOf(issue).padEnd(12)} ${place}  ${issue.title}`
  })
  return [`repository   ${base}`, ...issues]
}
