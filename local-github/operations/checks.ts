import { emit } from '../events/emit.ts'
import { addCheckSuite } from '../events/ref-changed.ts'
import type { GitHub } from '../github.ts'
import type { Account, Annotation, CheckRun, CheckSuite, Repository } from '../model.ts'
import {
  annotationShape,
  checkRunPayload,
  checkRunShape,
  checkSuitePayload,
  checkSuiteShape,
} from '../shapes/check.ts'
import { ApiError, orNotFound } from './api-error.ts'
import { created, ok, repositoryOperation, type AnyOperation } from './operation.ts'

const reading = { app: ['checks:read'], person: 'anyone' } as const
/** Only Apps write checks. */
const writing = { app: ['checks:write'], person: 'admin' } as const
const annotationsPerRequest = 50
const textLimit = 65_535

export const checkOperations: readonly AnyOperation[] = [
  repositoryOperation('checks/create', writing, async ({ github, world, repository, body, account }) => {
    onlyApps(account)
    const { name, head_sha: headSha } = body
    if ((await repository.git.typeOf(headSha)) !== 'commit')
      throw new ApiError(422, `No commit found for SHA: ${headSha}`)
    const suite =
      repository.checkSuites.find((one) => one.headSha === headSha) ??
      addCheckSuite(github, repository, headSha, await branchAt(repository, headSha), null)
    const now = world.timestamp()
    const run: CheckRun = {
      id: world.nextId(),
      suite,
      headSha,
      name,
      status: 'queued',
      conclusion: null,
      externalId: '',
      detailsUrl: null,
      startedAt: now,
      completedAt: null,
      title: null,
      summary: null,
      text: null,
      annotations: [],
    }
    applyChange(run, body, now)
    repository.checkRuns.push(run)
    emitRun(github, run, 'created', account)
    if (run.status === 'completed') emitRun(github, run, 'completed', account)
    return created(checkRunShape(world, run))
  }),

  repositoryOperation('checks/update', writing, ({ github, world, repository, params, body, account }) => {
    onlyApps(account)
    const run = findRun(repository, params.check_run_id)
    const before = run.status
    applyChange(run, body, world.timestamp())
    if (before !== 'completed' && run.status === 'completed') emitRun(github, run, 'completed', account)
    return ok(checkRunShape(world, run))
  }),

  repositoryOperation('checks/get', reading, ({ world, repository, params }) =>
    ok(checkRunShape(world, findRun(repository, params.check_run_id))),
  ),

  repositoryOperation('checks/list-annotations', reading, ({ world, repository, params }) => {
    const run = findRun(repository, params.check_run_id)
    return { list: run.annotations.map((annotation) => annotationShape(world.urls, run, annotation)) }
  }),

  repositoryOperation('checks/list-for-ref', reading, async ({ world, repository, params, query }) => {
    const sha = await resolve(repository, params.ref)
    const runs = repository.checkRuns
      .filter(
        (run) => run.headSha === sha && (query.check_name === undefined || run.name === query.check_name),
      )
      .filter(({ status }) => query.status === undefined || status === query.status)
      .filter(() => query.app_id === undefined || query.app_id === world.app.id)
    const latest = runs.filter(
      ({ name }, index) => !runs.slice(index + 1).some((later) => later.name === name),
    )
    const shown = query.filter === 'all' ? runs : latest
    return {
      list: shown.toReversed().map((run) => checkRunShape(world, run)),
      wrap: (page, total) => ({ total_count: total, check_runs: page }),
    }
  }),

  repositoryOperation('checks/list-suites-for-ref', reading, async ({ world, repository, params }) => {
    const sha = await resolve(repository, params.ref)
    const suites = repository.checkSuites.filter(({ headSha }) => headSha === sha)
    return {
      list: await Promise.all(suites.map((suite) => checkSuiteShape(world, suite))),
      wrap: (page, total) => ({ total_count: total, check_suites: page }),
    }
  }),

  repositoryOperation('checks/get-suite', reading, async ({ world, repository, params }) =>
    ok(await checkSuiteShape(world, findSuite(repository, params.check_suite_id))),
  ),

  repositoryOperation(
    'checks/rerequest-run',
    { app: ['checks:write'], person: 'write' },
    ({ github, repository, params, account }) => {
      emitRun(github, findRun(repository, params.check_run_id), 'rerequested', account)
      return created({})
    },
  ),

  repositoryOperation(
    'checks/rerequest-suite',
    { app: ['checks:write'], person: 'write' },
    async ({ github, world, repository, params, account }) => {
      const suite = findSuite(repository, params.check_suite_id)
      const payload = { check_suite: await checkSuitePayload(world, suite) }
      emit(github, repository, 'check_suite', 'rerequested', account, payload)
      return created({})
    },
  ),
]

type Change = {
  readonly name?: string
  readonly status?: string
  readonly conclusion?: string
  readonly external_id?: string
  readonly details_url?: string
  readonly started_at?: string
  readonly completed_at?: string
  readonly output?: {
    readonly title?: string
    readonly summary: string
    readonly text?: string
    readonly annotations?: readonly (Pick<
      Annotation,
      'path' | 'start_line' | 'end_line' | 'annotation_level' | 'message'
    > &
      Partial<{ [K in 'start_column' | 'end_column']: number } & { title: string; raw_details: string }>)[]
  }
}

/** Annotations add up over requests; everything else replaces what was. */
function applyChange(run: CheckRun, change: unknown, now: string): void {
  const { output, ...fields } = change as Change
  const annotations = output?.annotations ?? []
  if (annotations.length > annotationsPerRequest) {
    throw new ApiError(
      422,
      `Invalid request.\n\nNo more than ${annotationsPerRequest} items are allowed; ${annotations.length} were supplied.`,
    )
  }
  for (const text of [output?.summary, output?.text]) {
    if ((text ?? '').length > textLimit)
      throw new ApiError(422, `Only ${textLimit} characters are allowed; ${text?.length ?? 0} were supplied.`)
  }
  for (const { start_line: start, end_line: end, start_column: column } of annotations) {
    if (start < 1 || end < start)
      throw new ApiError(422, 'Invalid request.\n\nend_line must not be before start_line.')
    if (start !== end && column !== undefined)
      throw new ApiError(
        422,
        'Invalid request.\n\nColumns are only allowed where start_line and end_line are the same.',
      )
  }
  run.name = fields.name ?? run.name
  run.externalId = fields.external_id ?? run.externalId
  run.detailsUrl = fields.details_url ?? run.detailsUrl
  run.conclusion = fields.conclusion ?? run.conclusion
  const status = fields.conclusion === undefined ? fields.status : 'completed'
  if (status === 'queued' || status === 'in_progress' || status === 'completed') run.status = status
  if (run.status === 'completed') {
    if (run.conclusion === null)
      throw new ApiError(422, 'Invalid request.\n\nconclusion is required when status is completed.')
    run.completedAt = fields.completed_at ?? now
  }
  if (output === undefined) return
  run.title = output.title ?? run.title
  run.summary = output.summary
  run.text = output.text ?? run.text
  run.annotations.push(
    ...annotations.map((annotation) => ({
      path: annotation.path,
      start_line: annotation.start_line,
      end_line: annotation.end_line,
      start_column: annotation.start_column ?? null,
      end_column: annotation.end_column ?? null,
      annotation_level: annotation.annotation_level,
      title: annotation.title ?? null,
      message: annotation.message,
      raw_details: annotation.raw_details ?? null,
    })),
  )
}

function onlyApps(account: Account): void {
  if (account.type !== 'Bot') throw new ApiError(403, 'You must authenticate via a GitHub App.')
}

function findRun(repository: Repository, id: number | bigint): CheckRun {
  return orNotFound(repository.checkRuns.find((run) => run.id === id))
}

function findSuite(repository: Repository, id: number | bigint): CheckSuite {
  return orNotFound(repository.checkSuites.find((suite) => suite.id === id))
}

async function resolve(repository: Repository, ref: string): Promise<string> {
  const sha = await repository.git.resolveCommit(ref)
  if (sha === null) throw new ApiError(422, `No commit found for SHA: ${ref}`)
  return sha
}

async function branchAt(repository: Repository, sha: string): Promise<string | null> {
  const refs = await repository.git.refs('refs/heads/')
  return [...refs].find(([, id]) => id === sha)?.[0].slice('refs/heads/'.length) ?? null
}

function emitRun(github: GitHub, run: CheckRun, action: string, sender: Account): void {
  emit(github, run.suite.repository, 'check_run', action, sender, {
    check_run: checkRunPayload(github.world, run),
  })
}
