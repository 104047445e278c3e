import { checkAccess } from '../http/check-access.ts'
import { accountOf, type Actor } from '../http/actor.ts'
import type { GitHub } from '../github.ts'
import { idOfNode } from '../shapes/account.ts'
import { setDraft } from './pull-requests.ts'

/** The two things that only GraphQL can do. */
const mutations = { markPullRequestReadyForReview: false, convertPullRequestToDraft: true } as const

/** Runs one of the known mutations. Faults are part of the answer, as GraphQL has them. */
export async function runGraphql(github: GitHub, actor: Actor, request: unknown): Promise<object> {
  const { query: given, variables } = asRecord(request)
  const query = String(given)
  const name = query.includes('markPullRequestReadyForReview')
    ? 'markPullRequestReadyForReview'
    : query.includes('convertPullRequestToDraft')
      ? 'convertPullRequestToDraft'
      : null
  if (name === null) return fault('undefinedField', 'This field is not known here')
  const values: unknown[] = [...Object.values(asRecord(variables)), ...(query.match(/PR_[\w-]+/g) ?? [])]
  const node = values.find((value): value is string => typeof value === 'string' && value.startsWith('PR_'))
  const id = idOfNode('PR', node ?? '')
  const issue = github.world.repositories
    .flatMap((repository) => github.world.pulls(repository))
    .find(({ pull }) => pull.id === id)
  if (issue === undefined)
    return fault('NOT_FOUND', `Could not resolve to a node with the global id of '${node ?? ''}'.`)
  try {
    checkAccess(github.world, actor, { app: ['pull_requests:write'], person: 'read' }, issue.repository)
  } catch (error) {
    return fault('FORBIDDEN', error instanceof Error ? error.message : String(error))
  }
  await setDraft(github, issue, mutations[name], accountOf(github.world, actor))
  const pullRequest = { id: node, number: issue.number, isDraft: issue.pull.draft }
  return { data: { [name]: { clientMutationId: null, pullRequest } } }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function fault(type: string, message: string): object {
  return { data: null, errors: [{ type, message }] }
}
