import type { operations } from '@octokit/openapi-types'
import type { Actor } from '../http/actor.ts'
import type { Account, Repository, Role } from '../model.ts'
import type { GitHub } from '../github.ts'
import type { World } from '../world.ts'

/** GitHub's names of operations: `issues/create-comment`. */
export type OperationId = keyof operations

type PathOf<Id extends OperationId> = operations[Id] extends { parameters: { path: infer P } } ? P : unknown
type QueryOf<Id extends OperationId> = operations[Id] extends { parameters: { query?: infer Q } }
  ? Partial<NonNullable<Q>>
  : unknown
type BodyOf<Id extends OperationId> = operations[Id] extends {
  requestBody?: { content: { 'application/json': infer B } }
}
  ? NonNullable<B>
  : undefined

/** One request, checked against GitHub's description before it gets here. */
export type Call<Id extends OperationId> = {
  readonly github: GitHub
  readonly world: World
  readonly actor: Actor
  /** Who does it: the person, or the App's bot. */
  readonly account: Account
  readonly params: PathOf<Id>
  readonly query: QueryOf<Id>
  readonly body: BodyOf<Id>
}

export type RepositoryCall<Id extends OperationId> = Call<Id> & { readonly repository: Repository }

export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Cut into pages by who sends it. */
  | { readonly list: readonly unknown[]; readonly wrap?: (page: readonly unknown[], total: number) => object }

/** Who may. */
export type Access =
  /** The App itself, by its JWT. */
  | 'app'
  | {
      /** Permissions of which an installation needs one: `issues:write`. Empty: any installation. */
      readonly app: readonly string[]
      /** The least role of a person; `anyone` needs no account where the repository is public. */
      readonly person: Role | 'anyone'
    }

type Handle<C> = (call: C) => Reply | Promise<Reply>

export type AnyCall = RepositoryCall<OperationId>
export type AnyOperation = {
  readonly id: OperationId
  readonly access: Access
  readonly ofRepository: boolean
  readonly handle: Handle<AnyCall>
}

export function operation<Id extends OperationId>(
  id: Id,
  access: Access,
  handle: Handle<Call<Id>>,
): AnyOperation {
  return { id, access, ofRepository: false, handle: handle }
}

/** An operation below `/repos/{owner}/{repo}`. */
export function repositoryOperation<Id extends OperationId>(
  id: Id,
  access: Access,
  handle: Handle<RepositoryCall<Id>>,
): AnyOperation {
  return { id, access, ofRepository: true, handle: handle as unknown as Handle<AnyCall> }
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function created(body: unknown): Reply {
  return { status: 201, body }
}

export const noContent: Reply = { status: 204 }
