import type { Operation } from '../contract/contract.ts'
import type { GitHub } from '../github.ts'
import type { Repository } from '../model.ts'
import { allOperations } from '../operations/all-operations.ts'
import { ApiError, notFound } from '../operations/api-error.ts'
import type { AnyCall, AnyOperation, Reply } from '../operations/operation.ts'
import { runGraphql } from '../operations/graphql.ts'
import { fullName } from '../shapes/repository.ts'
import { accountOf, authenticate, type Actor } from './actor.ts'
import { checkAccess } from './check-access.ts'
import { clientKey } from './client-key.ts'
import { cutPage } from './cut-page.ts'
import type { Fault } from './faults.ts'

const headers = {
  'x-github-media-type': 'github.v3; format=json',
  'x-github-api-version-selected': '2022-11-28',
}

/** A request as the API sees it; `path` is below the API's root. */
type ApiRequest = {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly actor: Actor
}

type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Answers one request to the API. null: the connection breaks. */
export async function answerApi(github: GitHub, request: Request, path: string): Promise<Response | null> {
  const fault = github.faults.take(request.method, path)
  if (fault?.type === 'drop') {
    fault.also?.()
    return null
  }
  if (fault?.type === 'overtaken') await fault.by()
  let key = 'anonymous'
  const answer = await refusalsAsAnswers(github, async () => {
    const actor = authenticate(github.world, request.headers.get('authorization') ?? undefined)
    key = clientKey(actor)
    if (!github.rateLimits.take(key) || fault?.type === 'primary-limit') {
      if (fault !== null) github.rateLimits.leave(key, 0)
      throw new ApiError(403, 'API rate limit exceeded')
    }
    refuseByFault(fault)
    const query = Object.fromEntries(new URL(request.url).searchParams)
    const body = await readBody(request)
    return await route(github, { method: request.method, path, query, body, actor })
  })
  if (fault?.type === 'lose-answer') {
    fault.also?.()
    return null
  }
  return toResponse(answer, github.rateLimits.headers(key))
}

async function refusalsAsAnswers(github: GitHub, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ApiError)
      return { status: error.status, body: error.toBody(), headers: error.headers }
    github.breaches.push(
      `our own fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
    return { status: 500, body: { message: 'Server Error' } }
  }
}

async function route(github: GitHub, request: ApiRequest): Promise<Answer> {
  if (request.path === '/graphql') {
    const body = await github.exclusively(() => runGraphql(github, request.actor, request.body))
    return { status: 200, body }
  }
  const found = github.contract.match(request.method, request.path)
  const operation = found === null ? undefined : allOperations.get(found.operation.id)
  if (found === null || operation === undefined) {
    github.breaches.push(`${request.method} ${request.path}: not an operation that is known here`)
    throw notFound()
  }
  const { params, query, faults } = github.contract.readRequest(request)
  if (faults.length > 0) {
    github.breaches.push(...faults)
    throw new ApiError(422, `Invalid request.\n\n${faults.join('\n')}`)
  }
  const perform = () => performOperation(github, operation, request, params, query)
  const answer = request.method === 'GET' ? await perform() : await github.exclusively(perform)
  checkAnswer(github, found.operation, answer)
  return answer
}

async function performOperation(
  github: GitHub,
  operation: AnyOperation,
  request: ApiRequest,
  params: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const { world } = github
  const { actor } = request
  const repository = operation.ofRepository ? findRepository(github, request, params) : null
  checkAccess(world, actor, operation.access, repository)
  if (repository?.archived === true && request.method !== 'GET') {
    throw new ApiError(403, 'Repository was archived so is read-only.')
  }
  const account = actor.type === 'anonymous' ? world.app.owner : accountOf(world, actor)
  const call = { github, world, actor, account, params, query, body: request.body ?? {}, repository }
  const reply: Reply = await operation.handle(call as unknown as AnyCall)
  return 'list' in reply ? cutPage(reply, request, world.urls.api) : reply
}

/** A repository that was renamed answers at its new name. */
function findRepository(
  { world }: GitHub,
  { path }: ApiRequest,
  params: Readonly<Record<string, unknown>>,
): Repository {
  const [owner, repo] = [String(params['owner']), String(params['repo'])]
  const repository = world.repository(owner, repo)
  if (repository === null) throw notFound()
  if (repository.name.toLowerCase() === repo.toLowerCase()) return repository
  const rest = path.split('/').slice(4).join('/')
  const location = `${world.urls.api}/repos/${fullName(repository)}${rest === '' ? '' : `/${rest}`}`
  throw new ApiError(301, 'Moved Permanently', null, { location })
}

/** An answer that GitHub would not give is our fault, and a server error. */
function checkAnswer(github: GitHub, operation: Operation, { status, body }: Answer): void {
  const wire: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body))
  const faults = github.contract.checkResponse(operation, status, wire)
  if (faults.length === 0) return
  github.breaches.push(...faults)
  throw new ApiError(500, faults.join('\n'))
}

function refuseByFault(fault: Fault | null): void {
  if (fault?.type === 'status') throw new ApiError(fault.status, 'Server Error')
  if (fault?.type === 'secondary-limit') {
    throw new ApiError(
      403,
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      null,
      {
        'retry-after': String(fault.retryAfterSeconds),
      },
    )
  }
}

async function readBody(request: Request): Promise<unknown> {
  const text = await request.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 'Problems parsing JSON')
  }
}

function toResponse(answer: Answer, limits: Readonly<Record<string, string>>): Response {
  const all = { ...headers, ...limits, ...answer.headers }
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers: all })
  return Response.json(answer.body, {
    status: answer.status,
    headers: { ...all, 'content-type': 'application/json; charset=utf-8' },
  })
}
