import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalGitHub } from '../../../local-github/local-github.ts'
import type { Issue, PullIssue, Repository } from '../../../local-github/model.ts'
import type { Checkout } from '../../../local-github/people/checkout.ts'
import type { Person } from '../../../local-github/people/person.ts'
import { parseManifest, startLocalGitHub } from '../../../local-github/start-local-github.ts'
import { startServer, type RunningServer } from '../../../src/index.ts'
import { simplePlanner } from './simple-planner.ts'

/** The core that plans: the real one, or one that is small enough to see through. */
export type Core = 'small' | 'real'

/** A server and a GitHub that know each other; jobs run as in earnest. */
export class App {
  readonly github: LocalGitHub
  server: RunningServer
  readonly #folder: string
  readonly #core: Core

  private constructor(github: LocalGitHub, server: RunningServer, folder: string, core: Core) {
    this.github = github
    this.server = server
    this.#folder = folder
    this.#core = core
  }

  static async start(core: Core = 'small'): Promise<App> {
    const manifest = parseManifest(readFileSync(join(import.meta.dirname, '../../../app.yml'), 'utf8'))
    const github = await startLocalGitHub({ manifest })
    const folder = await mkdtemp(join(tmpdir(), 'keeper-'))
    const server = await serve(github, folder, core)
    return new App(github, server, folder, core)
  }

  /** Resolves once every delivery was sent and the queue is empty. */
  async settle(): Promise<void> {
    const deadline = Date.now() + 100_000
    let quiet = 0
    while (quiet < 2) {
      if (Date.now() > deadline) throw new Error(`the queue does not come to rest:\n${await this.get('/')}`)
      await this.github.deliveries.settled()
      const metrics = await this.get('/metrics')
      const count = (state: string): number =>
        Number(new RegExp(`nur_keeper_queue_jobs{state="${state}"} (\\d+)`).exec(metrics)?.[1])
      quiet = count('waiting') + count('running') === 0 ? quiet + 1 : 0
      await new Promise((resolve) => setTimeout(resolve, quiet > 0 ? 10 : 25))
    }
  }

  /** Stops the server and starts it again. @param forget without anything that it remembers */
  async restart({ forget = false } = {}): Promise<void> {
    await this.server.close()
    if (forget) await rm(this.#folder, { recursive: true, force: true })
    this.server = await serve(this.github, this.#folder, this.#core)
  }

  async get(path: string): Promise<string> {
    const response = await fetch(this.server.url + path)
    return await response.text()
  }

  async close(): Promise<void> {
    await this.server.close()
    await this.github.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function serve(github: LocalGitHub, folder: string, core: Core): Promise<RunningServer> {
  const server = await startServer({
    env: {
      ...github.environment(),
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'fatal',
    },
    throttle: false,
    pace: { debounceMilliseconds: 50, retrySeconds: 1 },
    ...(core === 'small' ? { planner: simplePlanner() } : {}),
  })
  github.app.webhookUrl = `${server.url}/api/github/webhooks`
  return server
}

let lastScene = 0

/** A repository with two people, of its own for each test. */
export class Scene {
  readonly app: App
  readonly owner: Person
  readonly stranger: Person
  readonly repository: Repository
  readonly checkout: Checkout

  private constructor(app: App, owner: Person, stranger: Person, repository: Repository, checkout: Checkout) {
    this.app = app
    this.owner = owner
    this.stranger = stranger
    this.repository = repository
    this.checkout = checkout
  }

  /** @param files of the first commit */
  static async open(app: App, files: Readonly<Record<string, string>> = {}): Promise<Scene> {
    const number = ++lastScene
    const owner = app.github.addPerson(`owner${number}`)
    const stranger = app.github.addPerson(`stranger${number}`)
    const repository = await app.github.addRepository(owner.account, 'nur')
    const checkout = await owner.clone(repository)
    await checkout.commit('Begin', { 'README.md': '# NUR\n', 'docs/packages.md': '# Packages\n\n', ...files })
    await checkout.push()
    app.github.install(owner.account, null, owner)
    await app.settle()
    return new Scene(app, owner, stranger, repository, checkout)
  }

  get route(): { owner: string; repo: string } {
    return { owner: this.owner.login, repo: this.repository.name }
  }

  /** Pushes a branch and opens a pull request for it. */
  async propose(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    options: { readonly draft?: boolean; readonly by?: Person } = {},
  ): Promise<number> {
    await this.checkout.git('fetch', '--quiet', 'origin')
    await this.checkout.branch(branch, `origin/${this.repository.defaultBranch}`)
    await this.checkout.commit(branch, files)
    await this.checkout.push()
    const { data } = await (options.by ?? this.owner).rest.pulls.create({
      ...this.route,
      title: branch,
      head: branch,
      base: this.repository.defaultBranch,
      draft: options.draft ?? false,
    })
    await this.app.settle()
    return data.number
  }

  /** Opens a pull request out of the stranger's fork, whose checkout it leaves where the branch is. */
  async proposeFromFork(
    branch: string,
    files: Readonly<Record<string, string | null>>,
    options: { readonly maintainersMayPush?: boolean } = {},
  ): Promise<{ readonly number: number; readonly fork: Repository; readonly checkout: Checkout }> {
    const { stranger, route, app } = this
    await stranger.rest.repos.createFork(route)
    const fork = app.github.world.repository(stranger.login, route.repo)
    if (fork === null) throw new Error('no fork')
    const checkout = await stranger.clone(fork)
    await checkout.switchTo(this.repository.defaultBranch)
    await checkout.branch(branch)
    await checkout.commit(branch, files)
    await checkout.push()
    const { data } = await stranger.rest.pulls.create({
      ...route,
      title: branch,
      head: `${stranger.login}:${branch}`,
      base: this.repository.defaultBranch,
      maintainer_can_modify: options.maintainersMayPush ?? false,
    })
    await app.settle()
    return { number: data.number, fork, checkout }
  }

  /** Comments and waits for what comes of it. @returns id of the comment */
  async say(issue: number, body: string, by: Person = this.owner): Promise<number> {
    const { data } = await by.rest.issues.createComment({ ...this.route, issue_number: issue, body })
    await this.app.settle()
    return data.id
  }

  issue(number: number): Issue {
    const found = this.repository.issues.get(number)
    if (found === undefined) throw new Error(`there is no #${number}`)
    return found
  }

  pull(number: number): PullIssue {
    const issue = this.issue(number)
    if (issue.pull === null) throw new Error(`#${number} is an issue`)
    return { ...issue, pull: issue.pull }
  }

  /** Pull requests of a branch, the newest last. */
  pullsOf(branch: string): readonly PullIssue[] {
    return [...this.repository.issues.values()].flatMap((issue) =>
      issue.pull?.headBranch === branch ? [{ ...issue, pull: issue.pull }] : [],
    )
  }

  followUp(source: number): PullIssue {
    const found = this.pullsOf(`nur-keeper/scaffold/${source}`).at(-1)
    if (found === undefined) throw new Error(`#${source} has no follow-up`)
    return found
  }

  /** What the keeper says on an issue, without the hidden markers. */
  keeperSays(number: number): readonly string[] {
    const { bot } = this.app.github.app
    return this.issue(number)
      .comments.filter(({ author }) => author === bot)
      .map(({ body }) => body.replaceAll(/<!--.*?-->/gs, '').trim())
  }

  reactions(issue: number, comment: number): readonly string[] {
    return (
      this.issue(issue)
        .comments.find(({ id }) => id === comment)
        ?.reactions.map(({ content }) => content) ?? []
    )
  }

  checkRun(sha: string): Repository['checkRuns'][number] | undefined {
    return this.repository.checkRuns.findLast(({ headSha }) => headSha === sha)
  }

  async hasBranch(branch: string): Promise<boolean> {
    const listed = await this.checkout.git('ls-remote', 'origin', `refs/heads/${branch}`)
    return listed !== ''
  }

  /** A file as it is on a branch on GitHub. */
  async read(branch: string, path: string): Promise<string | null> {
    await this.checkout.git('fetch', '--quiet', 'origin')
    return await this.checkout.git('show', `origin/${branch}:${path}`).catch(() => null)
  }

  /** All that the keeper could have written besides branches, to compare. */
  snapshot(): string {
    return JSON.stringify({
      comments: [...this.repository.issues.values()].map(({ updatedAt, comments, title, body, state }) => ({
        updatedAt,
        title,
        body,
        state,
        comments: comments.map((comment) => [comment.id, comment.updatedAt, comment.body]),
      })),
      runs: this.repository.checkRuns.map(({ id, completedAt }) => [id, completedAt]),
    })
  }

  async merge(number: number): Promise<void> {
    await this.owner.rest.pulls.merge({ ...this.route, pull_number: number })
    await this.app.settle()
  }

  async close(number: number, by: Person = this.owner): Promise<void> {
    await by.rest.pulls.update({ ...this.route, pull_number: number, state: 'closed' })
    await this.app.settle()
  }
}
