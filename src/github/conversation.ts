import type { Conversation } from '../model/ports.ts'
import { unless, unlessMissing } from './client.ts'
import { digest } from './digest.ts'
import type { RepositoryClient } from './repository-client.ts'

/** GitHub rejects longer bodies than 65,536 characters; the plan cuts with more care, this is for what slips by. */
const bodyLimit = 65_400

type ApiComment = {
  readonly id: number
  readonly body?: string
  readonly user: { readonly login: string } | null
}

export function openConversation(client: RepositoryClient): Conversation {
  const { octokit, route } = client
  return {
    ensureComment: (issue, topic, body, settled) =>
      ensureComment(client, issue, topic, { body, settled: settled ?? null }),
    react: async (comment, reaction) => {
      // A comment that was deleted meanwhile needs no reaction.
      await unlessMissing(() =>
        octokit.rest.reactions.createForIssueComment({ ...route, comment_id: comment, content: reaction }),
      )
    },
    permission: async (login) => {
      const found = await unlessMissing(() =>
        octokit.rest.repos.getCollaboratorPermissionLevel({ ...route, username: login }),
      )
      const permission = found?.data.permission
      return permission === 'admin' || permission === 'write' || permission === 'read' ? permission : 'none'
    },
    ensureIssue: (topic, title, body) => ensureIssue(client, topic, title, body),
  }
}

/** Hidden in what the keeper writes, so that it finds it again. It counts only where the keeper is the author. */
function hasMarker(body: string | null | undefined, topic: string): boolean {
  return body?.includes(`<!-- nur-keeper:${topic} `) === true
}

function withMarker(topic: string, text: string): string {
  const cut =
    text.length <= bodyLimit
      ? text
      : `${text.slice(0, bodyLimit)}\n\n… cut: the check run has the full report.\n`
  return hasMarker(cut, topic) ? cut : `${cut.trimEnd()}\n\n<!-- nur-keeper:${topic} -->\n`
}

async function ensureComment(
  client: RepositoryClient,
  issue: number,
  topic: string,
  text: { readonly body: string | null; readonly settled: string | null },
): Promise<'created' | 'updated' | 'unchanged'> {
  const { octokit, route, store, ref } = client
  const key = `${issue}/${topic}`
  const record = await store.comments.read(ref, key)
  const standing = await findComment(client, issue, topic, record?.id ?? null)
  const wanted = text.body ?? (standing === null ? null : text.settled)
  if (wanted === null) return 'unchanged'
  const body = withMarker(topic, wanted)
  if (standing === null) {
    // Somebody deleted the comment: it is not said again until there is something else to say.
    if (record?.digest === digest(body)) return 'unchanged'
    const { data } = await octokit.rest.issues.createComment({ ...route, issue_number: issue, body })
    await store.comments.write(ref, key, { id: data.id, digest: digest(body) })
    return 'created'
  }
  const same = standing.body?.replaceAll('\r\n', '\n').trimEnd() === body.trimEnd()
  if (!same) await octokit.rest.issues.updateComment({ ...route, comment_id: standing.id, body })
  if (record?.id !== standing.id || record.digest !== digest(body)) {
    await store.comments.write(ref, key, { id: standing.id, digest: digest(body) })
  }
  return same ? 'unchanged' : 'updated'
}

/** By the stored id; without one, on all pages, by author and marker. Neither trusts what another author wrote. */
async function findComment(
  { octokit, route, identity }: RepositoryClient,
  issue: number,
  topic: string,
  id: number | null,
): Promise<ApiComment | null> {
  const isOwn = (comment: ApiComment): boolean => comment.user?.login === identity.login
  if (id !== null) {
    const found = await unless([404, 410], () => octokit.rest.issues.getComment({ ...route, comment_id: id }))
    return found !== null && isOwn(found.data) ? found.data : null
  }
  const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
    ...route,
    issue_number: issue,
    per_page: 100,
  })
  for await (const { data } of pages) {
    const found = data.find((comment) => isOwn(comment) && hasMarker(comment.body, topic))
    if (found !== undefined) return found
  }
  return null
}

async function ensureIssue(
  client: RepositoryClient,
  topic: string,
  title: string,
  body: string,
): Promise<number | null> {
  const { octokit, route, store, ref, identity } = client
  const record = await store.issues.read(ref, topic)
  if (record !== null) return record.number
  const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    ...route,
    creator: identity.login,
    state: 'all',
    per_page: 100,
  })
  let number: number | null = null
  for await (const { data } of pages) {
    number ??= data.find((issue) => hasMarker(issue.body, topic))?.number ?? null
    if (number !== null) break
  }
  if (number === null) {
    const opened = await unless([410], () =>
      octokit.rest.issues.create({ ...route, title, body: withMarker(topic, body) }),
    )
    if (opened === null) return null
    number = opened.data.number
  }
  await store.issues.write(ref, topic, { number })
  return number
}
