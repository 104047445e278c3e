import type { Checks } from '../model/ports.ts'
import type { CheckRunPlan } from '../model/plan.ts'
import type { Problem, Severity } from '../model/problem.ts'
import { digest } from './digest.ts'
import type { RepositoryClient } from './repository-client.ts'

/** GitHub takes at most so many annotations in one request (REST docs, "Create a check run"). */
const annotationsPerRequest = 50
/** Beyond this nobody reads; the summary has the counts. */
const annotationLimit = 1000
const summaryLimit = 65_000
const titleLimit = 250
const messageLimit = 16_000

const levels: Readonly<Record<Severity, 'failure' | 'warning' | 'notice'>> = {
  error: 'failure',
  warning: 'warning',
  notice: 'notice',
}

export function openChecks(client: RepositoryClient): Checks {
  return { ensure: (plan, { again }) => ensureCheckRun(client, plan, again) }
}

/** The plan's digest is the run's external id: an unchanged result makes no write. */
async function ensureCheckRun(
  client: RepositoryClient,
  plan: CheckRunPlan,
  again: boolean,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { octokit, route, identity } = client
  const externalId = digest(plan)
  const { data } = await octokit.rest.checks.listForRef({
    ...route,
    ref: plan.headSha,
    check_name: plan.name,
    app_id: identity.appId,
    filter: 'latest',
  })
  const standing = data.check_runs.find(({ name }) => name === plan.name)
  const stands = standing?.external_id === externalId && standing.status === 'completed'
  if (stands && !again) return 'unchanged'
  const batches = inBatches(plan.annotations.slice(0, annotationLimit).map(toAnnotation))
  const request = (annotations: readonly Annotation[]): CheckRunRequest => ({
    ...route,
    name: plan.name,
    status: 'completed',
    conclusion: plan.conclusion,
    external_id: externalId,
    output: {
      title: plan.title.slice(0, titleLimit),
      summary: cut(plan.summary),
      annotations: [...annotations],
    },
  })
  // The external id stands only on the last request: a crash in between leaves a run that is made anew.
  const partial = (annotations: readonly Annotation[]): CheckRunRequest => ({
    ...request(annotations),
    external_id: 'partial',
  })
  const first = batches[0] ?? []
  const create = batches.length > 1 ? partial(first) : request(first)
  const run = await octokit.rest.checks.create({ ...create, head_sha: plan.headSha })
  for (const [index, batch] of batches.slice(1).entries()) {
    const update = index === batches.length - 2 ? request(batch) : partial(batch)
    await octokit.rest.checks.update({ ...update, check_run_id: run.data.id })
  }
  return standing === undefined ? 'created' : 'updated'
}

type Annotation = {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column?: number
  readonly end_column?: number
  readonly annotation_level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

type CheckRunRequest = {
  readonly owner: string
  readonly repo: string
  readonly name: string
  readonly status: 'completed'
  readonly conclusion: CheckRunPlan['conclusion']
  readonly external_id: string
  readonly output: { title: string; summary: string; annotations: Annotation[] }
}

/** Columns are allowed only where an annotation stays on one line. */
function toAnnotation(problem: Problem): Annotation {
  const end = Math.max(problem.line, problem.endLine ?? problem.line)
  const columns =
    end === problem.line
      ? {
          start_column: problem.column,
          end_column: Math.max(problem.column, problem.endColumn ?? problem.column),
        }
      : {}
  return {
    path: problem.path,
    start_line: problem.line,
    end_line: end,
    ...columns,
    annotation_level: levels[problem.severity],
    title: problem.code,
    message: `${problem.message}\n${problem.remedy}`.slice(0, messageLimit),
  }
}

function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / annotationsPerRequest)
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * annotationsPerRequest, (index + 1) * annotationsPerRequest),
  )
}

function cut(summary: string): string {
  return summary.length <= summaryLimit
    ? summary
    : `${summary.slice(0, summaryLimit)}\n\n… cut: too long for GitHub.`
}
