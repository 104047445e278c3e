import { isPull, type Delivery, type PullIssue } from '../local-github/model.ts'
import { pullFiles } from '../local-github/shapes/pull-request.ts'
import { waitUntil } from '../local-github/wait-until.ts'
import type { RunningServer } from '../src/index.ts'
import { proposePackages } from './propose-packages.ts'
import { listIssues, type Stage } from './set-stage.ts'
import type { Narrator } from './terminal/narrator.ts'

/** Something that the demo is there to show did not happen. */
export class SceneFailure extends Error {
  constructor(scene: string, cause: unknown) {
    super(`${scene}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'SceneFailure'
  }
}

type Scene = Stage & { readonly narrator: Narrator }

/** What comes after the keeper saw the package pull request. */
type Source = Scene & { readonly source: PullIssue }
type Followed = Source & { readonly followUp: PullIssue }

/**
 * Plays the keeper's main job, telling what happens as it happens.
 * @throws SceneFailure naming the first step that did not happen
 */
export async function playScenes(stage: Stage, narrator: Narrator): Promise<void> {
  const scene: Scene = { ...stage, narrator }
  const play = async <T>(title: string, act: () => Promise<T>): Promise<T> => {
    narrator.step(title)
    try {
      return await act()
    } catch (error) {
      throw new SceneFailure(title, error)
    }
  }
  await play('The App is installed: a first report', () => installApp(scene))
  const source = await play('A contributor opens a pull request with two packages', () => openSource(scene))
  const opened: Source = { ...scene, source }
  await play('GitHub delivers the event', () => showDelivery(opened))
  await play('The check run', () => showCheckRun(opened))
  await play('The comment', () => showComment(opened))
  const followUp = await play('The follow-up with the missing module', () => showFollowUp(opened))
  const followed: Followed = { ...opened, followUp }
  await play('A person asks for the documents: /regenerate-docs', () => askForDocuments(followed))
  await play('The maintainer merges the pull request', () => mergeSource(followed))
  await play('What then happens to the follow-up', () => showReadyFollowUp(followed))
  await play('GitHub found nothing wrong with what the keeper asked of it', () => {
    const [first] = stage.github.breaches
    if (first !== undefined) throw new Error(first)
    narrator.good('every request and every answer was as GitHub describes its API')
    return Promise.resolve()
  })
}

/** The addresses of everything there is now. */
export function listWhatWasMade(
  { github, repository }: Pick<Stage, 'github' | 'repository'>,
  server: RunningServer,
  narrator: Narrator,
): void {
  narrator.step('What there is now')
  for (const line of listIssues({ github, repository })) narrator.line(line)
  narrator.line(`the keeper   ${server.url}`)
}

async function installApp({ github, repository, maintainer, narrator }: Scene): Promise<void> {
  github.install(repository.owner, null, maintainer)
  const report = await waitUntil('an issue with the first report', () => repository.issues.get(1))
  narrator.said(`${report.author.login}: ${report.title}`, shortened(report.body ?? '', 24))
}

/** The contributor adds packages and opens a pull request with them. */
export async function openSource({
  contributor,
  repository,
  route,
  narrator,
}: Pick<Scene, 'contributor' | 'repository' | 'route' | 'narrator'>): Promise<PullIssue> {
  const checkout = await contributor.clone(repository)
  await checkout.switchTo(repository.defaultBranch)
  const { files, service, library } = await proposePackages(checkout.folder)
  await checkout.branch(`add-${service}`)
  const head = await checkout.commit(`Add ${service} and ${library}`, files)
  await checkout.push()
  await checkout.remove()
  const title = `Add ${service} and ${library}`
  const body = `\`${service}\` is a server, \`${library}\` a library.`
  const { data } = await contributor.rest.pulls.create({
    ...route,
    title,
    body,
    head: `add-${service}`,
    base: repository.defaultBranch,
  })
  narrator.said(`${contributor.login} opens #${data.number}: ${title}`, body)
  narrator.diff(await repository.git.diff(await parentOf(repository, head), head))
  return pullOf(repository, data.number)
}

async function showDelivery({ github, source, narrator }: Source): Promise<void> {
  const isOpening = ({ event, action, body }: Delivery): boolean =>
    event === 'pull_request' && action === 'opened' && body.includes(`"number":${source.number},`)
  const delivery = await waitUntil('the delivery of pull_request.opened', () =>
    github.world.deliveries.find((one) => isOpening(one) && one.outcome !== null),
  )
  narrator.line(`X-GitHub-Event: pull_request (opened)`)
  narrator.line(`X-GitHub-Delivery: ${delivery.guid}`)
  narrator.line(`X-Hub-Signature-256: ${delivery.headers['X-Hub-Signature-256'] ?? ''}`)
  const { statusCode, seconds, response } = delivery.outcome ?? { statusCode: 0, seconds: 0, response: '' }
  if (statusCode < 200 || statusCode > 299) throw new Error(`the keeper answered ${statusCode}: ${response}`)
  narrator.good(`the keeper answered ${statusCode} after ${seconds} s, with the job in its queue`)
}

async function showCheckRun({ repository, source, narrator }: Source): Promise<void> {
  const run = await waitUntil('a completed check run on the head', () =>
    repository.checkRuns.find(
      ({ headSha, status }) => headSha === source.pull.headSha && status === 'completed',
    ),
  )
  narrator.said(`${run.name}: ${run.conclusion ?? ''}. ${run.title ?? ''}`, run.summary ?? '')
  for (const { path, start_line: line, annotation_level: level, message } of run.annotations) {
    narrator.line(`  ${narrator.paint.place(`${path}:${line}`)} ${level}: ${message.split('\n')[0] ?? ''}`)
  }
}

async function showComment({ github, source, narrator }: Source): Promise<void> {
  const bot = github.app.bot
  const comment = await waitUntil('the comment on the pull request', () =>
    source.comments.find(({ author }) => author === bot),
  )
  narrator.said(`${bot.login} on #${source.number}`, comment.body)
}

async function showFollowUp({ github, repository, source, narrator }: Source): Promise<PullIssue> {
  const branch = `nur-keeper/scaffold/${source.number}`
  const followUp = await waitUntil(`a pull request of ${branch}`, () =>
    github.world.pulls(repository).find(({ pull }) => pull.headBranch === branch),
  )
  if (!followUp.pull.draft) throw new Error('it is not a draft')
  const { pull, title, number } = followUp
  narrator.said(
    `${followUp.author.login} opens #${number} as a draft, ${pull.headBranch} into ${pull.baseBranch}: ${title}`,
    followUp.body ?? '',
  )
  narrator.diff(await pullFiles(followUp))
  return followUp
}

async function askForDocuments(scene: Followed): Promise<void> {
  const { github, repository, source, contributor, route, narrator } = scene
  const before = source.pull.headSha
  const { data } = await contributor.rest.issues.createComment({
    ...route,
    issue_number: source.number,
    body: '/regenerate-docs',
  })
  narrator.said(`${contributor.login} on #${source.number}`, '/regenerate-docs')
  const comment = source.comments.find(({ id }) => id === data.id)
  const reactedWith = (content: string): boolean =>
    comment?.reactions.some((one) => one.content === content && one.author === github.app.bot) === true
  await waitUntil('👀 on the comment', () => reactedWith('eyes'))
  narrator.good('👀')
  await waitUntil('🚀 on the comment', () => {
    if (reactedWith('confused')) throw new Error(`😕: ${source.comments.at(-1)?.body ?? ''}`)
    return reactedWith('rocket')
  })
  narrator.good('🚀')
  const answer = source.comments.slice(source.comments.findIndex(({ id }) => id === data.id) + 1)
  for (const { body } of answer) narrator.said(github.app.bot.login, body)
  const after = source.pull.headSha
  if (after === before) throw new Error('no commit with documents came to the branch')
  const { message, author } = await repository.git.commit(after)
  narrator.line(`${after.slice(0, 12)} ${message.split('\n')[0] ?? ''}, by ${author.name}`)
  narrator.diff(await repository.git.diff(before, after))
}

async function mergeSource({ repository, source, maintainer, route, narrator }: Followed): Promise<void> {
  const isReviewed = (): boolean =>
    repository.checkRuns.some(
      ({ headSha, status }) => headSha === source.pull.headSha && status === 'completed',
    )
  await waitUntil('a check run on the new head', isReviewed)
  await maintainer.rest.pulls.merge({ ...route, pull_number: source.number })
  narrator.good(`${maintainer.login} merged #${source.number} into ${source.pull.baseBranch}`)
}

async function showReadyFollowUp({ repository, source, followUp, narrator }: Followed): Promise<void> {
  await waitUntil(`#${followUp.number} to be ready for review`, () => !followUp.pull.draft)
  const { merged } = source.pull
  await waitUntil(
    `#${followUp.number} to hold the merge`,
    () => merged !== null && repository.git.isAncestor(merged.sha, followUp.pull.headSha),
  )
  await waitUntil(`a note on #${followUp.number}`, () => followUp.comments.length > 0)
  for (const { author, body } of followUp.comments)
    narrator.said(`${author.login} on #${followUp.number}`, body)
  narrator.good(
    `#${followUp.number} is ready for review, with ${followUp.pull.baseBranch} merged into it; it adds:`,
  )
  for (const { path, status } of await pullFiles(followUp)) narrator.line(`  ${path} (${status})`)
}

async function parentOf(repository: Stage['repository'], commit: string): Promise<string> {
  return (await repository.git.commit(commit)).parents[0] ?? commit
}

function pullOf(repository: Stage['repository'], number: number): PullIssue {
  const issue = repository.issues.get(number)
  if (issue === undefined || !isPull(issue)) throw new Error(`#${number} is no pull request`)
  return issue
}

function shortened(text: string, lines: number): string {
  const all = text.split('\n')
  return all.length <= lines ? text : `${all.slice(0, lines).join('\n')}\n\n… and more`
}
