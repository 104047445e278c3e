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
    const mayNot = await refusal(github, actor, repository, pushing ? request : null)
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

async function refusal(
  { world }: GitHub,
  actor: Actor,
  repository: Repository,
  push: Request | null,
): Promise<Response | null> {
  if (actor.type === 'anonymous') {
    if (push === null && !repository.isPrivate) return null
    return new Response('Authentication required', {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="GitHub"' },
    })
  }
  const may =
    mayUse(world, actor, repository, push !== null) ||
    (push !== null && (await mayPushAsMaintainer(world, actor, repository, push)))
  return may
    ? null
    : new Response(`Permission to ${repository.owner.login}/${repository.name}.git denied.`, { status: 403 })
}

/** Who may push to the base of an open pull request may move its branch in the fork, where its author lets them. */
async function mayPushAsMaintainer(
  world: GitHub['world'],
  actor: Actor,
  fork: Repository,
  push: Request,
): Promise<boolean> {
  const branches = world.network(fork).flatMap((base) =>
    base === fork || !mayUse(world, actor, base, true)
      ? []
      : world
          .pulls(base)
          .filter(
            ({ state, pull }) => state === 'open' && pull.headRepository === fork && pull.maintainersMayPush,
          )
          .map(({ pull }) => pull.headBranch),
  )
  if (push.method === 'GET') return branches.length > 0
  const moves = readMoves(Buffer.from(await push.clone().arrayBuffer()))
  return moves.every(({ ref, to }) => !/^0+$/.test(to) && branches.some((one) => ref === `refs/heads/${one}`))
}

/** What a push asks for: `<from> <to> <ref>` a packet, up to the empty one (gitprotocol-pack, "Pushing data"). */
function readMoves(body: Buffer): readonly { readonly ref: string; readonly to: string }[] {
  const moves: { ref: string; to: string }[] = []
  for (let at = 0; at + 4 <= body.length;) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16)
    if (!(length > 4)) break
    const [, to = '', ref = ''] =
      body
        .toString('utf8', at + 4, at + length)
        .split('\0')[0]
        ?.trim()
        .split(' ') ?? []
    moves.push({ to, ref })
    at += length
  }
  return moves
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
