import { emit } from '../events/emit.ts'
import type { GitHub } from '../github.ts'
import type { Account, Comment, Issue, Reaction, Repository } from '../model.ts'
import { commentShape, issueShape, reactionShape } from '../shapes/issue.ts'
import type { World } from '../world.ts'
import { ApiError, notFound, orNotFound } from './api-error.ts'
import { checkComment } from './check-text.ts'
import { findIssue } from './issues.ts'
import { created, noContent, ok, repositoryOperation, type AnyOperation } from './operation.ts'

const reading = { app: ['issues:read', 'pull_requests:read'], person: 'anyone' } as const
const writing = { app: ['issues:write', 'pull_requests:write'], person: 'read' } as const

export const commentOperations: readonly AnyOperation[] = [
  repositoryOperation('issues/list-comments', reading, ({ world, repository, params }) => ({
    list: findIssue(repository, params.issue_number).comments.map((comment) => commentShape(world, comment)),
  })),

  repositoryOperation('issues/get-comment', reading, ({ world, repository, params }) =>
    ok(commentShape(world, findComment(world, repository, params.comment_id))),
  ),

  repositoryOperation(
    'issues/create-comment',
    writing,
    ({ github, world, repository, params, body, account }) => {
      const issue = findIssue(repository, params.issue_number)
      checkComment(body.body)
      const now = world.timestamp()
      const comment: Comment = {
        id: world.nextId(),
        issue,
        author: account,
        body: body.body,
        reactions: [],
        createdAt: now,
        updatedAt: now,
      }
      issue.comments.push(comment)
      issue.updatedAt = now
      emitComment(github, comment, 'created', account)
      return created(commentShape(world, comment))
    },
  ),

  repositoryOperation(
    'issues/update-comment',
    writing,
    ({ github, world, repository, params, body, account }) => {
      const comment = findComment(world, repository, params.comment_id)
      mayChange(world, account, comment)
      checkComment(body.body)
      const changes = { body: { from: comment.body } }
      Object.assign(comment, { body: body.body, updatedAt: world.timestamp() })
      emitComment(github, comment, 'edited', account, { changes })
      return ok(commentShape(world, comment))
    },
  ),

  repositoryOperation('issues/delete-comment', writing, ({ github, world, repository, params, account }) => {
    const comment = findComment(world, repository, params.comment_id)
    mayChange(world, account, comment)
    const { comments } = comment.issue
    comments.splice(comments.indexOf(comment), 1)
    emitComment(github, comment, 'deleted', account)
    return noContent
  }),

  repositoryOperation('reactions/list-for-issue-comment', reading, ({ world, repository, params }) => ({
    list: findComment(world, repository, params.comment_id).reactions.map((reaction) =>
      reactionShape(world.urls, reaction),
    ),
  })),

  repositoryOperation(
    'reactions/create-for-issue-comment',
    writing,
    ({ world, repository, params, body, account }) => {
      const { reactions } = findComment(world, repository, params.comment_id)
      const standing = reactions.find(({ author, content }) => author === account && content === body.content)
      if (standing !== undefined) return ok(reactionShape(world.urls, standing))
      const reaction: Reaction = {
        id: world.nextId(),
        author: account,
        content: body.content,
        createdAt: world.timestamp(),
      }
      reactions.push(reaction)
      return created(reactionShape(world.urls, reaction))
    },
  ),

  repositoryOperation(
    'reactions/delete-for-issue-comment',
    writing,
    ({ world, repository, params, account }) => {
      const { reactions } = findComment(world, repository, params.comment_id)
      const at = reactions.findIndex(({ id, author }) => id === params.reaction_id && author === account)
      if (at < 0) throw notFound()
      reactions.splice(at, 1)
      return noContent
    },
  ),
]

function findComment(world: World, repository: Repository, id: number | bigint): Comment {
  const issue: Issue = orNotFound(world.issueOfComment(repository, id))
  return orNotFound(issue.comments.find((one) => one.id === id))
}

/** Its author may, and who may write to the repository; an App changes only its own. */
function mayChange(world: World, account: Account, comment: Comment): void {
  const role = account.type === 'Bot' ? 'read' : world.roleOf(account, comment.issue.repository)
  if (account === comment.author || role === 'write' || role === 'admin') return
  throw new ApiError(
    403,
    account.type === 'Bot'
      ? 'Resource not accessible by integration'
      : 'Must have write access to this repository',
  )
}

function emitComment(
  github: GitHub,
  comment: Comment,
  action: string,
  sender: Account,
  extra: object = {},
): void {
  emit(github, comment.issue.repository, 'issue_comment', action, sender, {
    issue: issueShape(github.world, comment.issue),
    comment: commentShape(github.world, comment),
    ...extra,
  })
}
