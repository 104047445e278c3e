import type { Annotation, App, CheckRun, CheckSuite } from '../model.ts'
import type { Urls, World } from '../world.ts'
import { accountShape, nodeId } from './account.ts'
import { pullReference } from './pull-request.ts'
import { apiUrl, repositoryShape, webUrl } from './repository.ts'

/** The API's `integration`, and the `app` of webhooks. */
export function appShape({ web }: Urls, app: App, owner: object) {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner,
    name: app.name,
    description: '',
    external_url: `${web}/apps/${app.slug}`,
    html_url: `${web}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  }
}

/** The API's `check-run`. */
export function checkRunShape(world: World, run: CheckRun) {
  const { repository } = run.suite
  const url = `${apiUrl(world.urls, repository)}/check-runs/${run.id}`
  const html = `${webUrl(world.urls, repository)}/runs/${run.id}`
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite.id },
    app: ownApp(world),
    pull_requests: pullsOf(world, run.suite),
  }
}

/** The `check_run` of webhooks has its suite in full. */
export function checkRunPayload(world: World, run: CheckRun) {
  return { ...checkRunShape(world, run), check_suite: suiteCore(world, run.suite) }
}

/** The `check_suite` of webhooks. */
export async function checkSuitePayload(world: World, suite: CheckSuite) {
  const { repository } = suite
  const runs = repository.checkRuns.filter((run) => run.suite === suite)
  const { author, committer, message, tree } = await repository.git.commit(suite.headSha)
  return {
    ...suiteCore(world, suite),
    latest_check_runs_count: runs.length,
    check_runs_url: `${apiUrl(world.urls, repository)}/check-suites/${suite.id}/check-runs`,
    head_commit: {
      id: suite.headSha,
      tree_id: tree,
      message,
      timestamp: committer.date,
      author: { name: author.name, email: author.email },
      committer: { name: committer.name, email: committer.email },
    },
  }
}

/** The API's `check-suite`. */
export async function checkSuiteShape(world: World, suite: CheckSuite) {
  return { ...(await checkSuitePayload(world, suite)), repository: repositoryShape(world, suite.repository) }
}

export function annotationShape(urls: Urls, run: CheckRun, annotation: Annotation) {
  const { repository } = run.suite
  return {
    ...annotation,
    blob_href: `${webUrl(urls, repository)}/blob/${run.headSha}/${encodeURI(annotation.path)}`,
  }
}

function suiteCore(world: World, suite: CheckSuite) {
  const runs = suite.repository.checkRuns.filter((run) => run.suite === suite)
  const completed = runs.length > 0 && runs.every(({ status }) => status === 'completed')
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: completed ? 'completed' : 'queued',
    conclusion: completed ? worst(runs.map(({ conclusion }) => conclusion ?? 'neutral')) : null,
    url: `${apiUrl(world.urls, suite.repository)}/check-suites/${suite.id}`,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOf(world, suite),
    app: ownApp(world),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
  }
}

function worst(conclusions: readonly string[]): string {
  const order = ['action_required', 'timed_out', 'cancelled', 'failure', 'success', 'neutral', 'skipped']
  return order.find((conclusion) => conclusions.includes(conclusion)) ?? 'neutral'
}

/** Only pull requests inside one repository are named: those of forks are not. */
function pullsOf(world: World, { repository, headSha }: CheckSuite) {
  return world
    .pulls(repository)
    .filter(
      ({ pull, state }) => state === 'open' && pull.headSha === headSha && pull.headRepository === repository,
    )
    .map((issue) => pullReference(world.urls, issue))
}

function ownApp(world: World) {
  return appShape(world.urls, world.app, accountShape(world.urls, world.app.owner))
}
