import { refChanged } from '../events/ref-changed.ts'
import { serveGit } from '../git/serve-git.ts'
import type { GitHub } from '../github.ts'
import type { Repository } from '../model.ts'
import { ApiError } from '../operations/api-error.ts'
import { grants } from '../world.ts'
import { accountOf, authenticate, type Actor } from './actor.ts'
import { seesRepository } from './check-access.ts'

/**
 * Clones, fetches and pushes of people and Apps over smart HTTP. What a push changed becomes events before the push
 * ends.
 * @param rest what follows `<owner>/<name>.git/`
 */
export async function answerGit(
  github: GitHub,
  request: Request,
  repository: Repository,
  rest: string,
): Promise<Response> {
  const pushing =
    rest === 'git-receive-pack' || new URL(request.url).searchParams.get('service') === 'git-receive-pack'
  try {
    const actor = authenticate(github.world, request.headers.get('authorization') ?? undefined)
    const mayNot = refusal(github, actor, repository, pushing)
    if (mayNot !== null) return mayNot
    const { folder } = repository.git
    if (rest !== 'git-receive-pack') return await serveGit(folder, request, rest, nameOf(github, actor))
    return await github.exclusively(() => receive(github, request, repository, actor))
  } catch (error) {
    if (error instanceof ApiError) return new Response(error.message, { status: error.status })
    throw error
  }
}

async function receive(
  github: GitHub,
  request: Request,
  repository: Repository,
  actor: Actor,
): Promise<Response> {
  const before = await repository.git.refs()
  const response = await serveGit(repository.git.folder, request, 'git-receive-pack', nameOf(github, actor))
  const after = await repository.git.refs()
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    if (!/^refs\/(heads|tags)\//.test(ref)) continue
    const change = { ref, before: before.get(ref) ?? null, after: after.get(ref) ?? null }
    await refChanged(github, repository, change, accountOf(github.world, actor))
  }
  return response
}

function refusal({ world }: GitHub, actor: Actor, repository: Repository, pushing: boolean): Response | null {
  if (actor.type === 'anonymous') {
    if (!pushing && !repository.isPrivate) return null
    return new Response('Authentication required', {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="GitHub"' },
    })
  }
  return mayUse(world, actor, repository, pushing)
    ? null
    : new Response(`Permission to ${repository.owner.login}/${repository.name}.git denied.`, { status: 403 })
}

function mayUse(world: GitHub['world'], actor: Actor, repository: Repository, pushing: boolean): boolean {
  if (actor.type === 'installation') {
    const { token } = actor
    if (!pushing && !repository.isPrivate) return true
    return (
      seesRepository(token, world, repository) &&
      grants(token.permissions, pushing ? 'contents:write' : 'contents:read')
    )
  }
  if (actor.type !== 'person') return false
  const role = world.roleOf(actor.account, repository)
  return pushing ? role === 'write' || role === 'admin' : role !== 'none'
}

function nameOf({ world }: GitHub, actor: Actor): string | null {
  return actor.type === 'anonymous' ? null : accountOf(world, actor).login
}
