import { z } from 'zod'
import { ignored, jobs } from './delivery.ts'
import { parseCommands } from './parse-commands.ts'
import { account, base, refOf, routeOf } from './payload.ts'

const payload = base.extend({
  action: z.string(),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }),
  comment: z.object({ id: z.number(), body: z.string().nullable(), user: account.nullable() }),
})

/** `issue_comment`: commands count only in comments that are new, and never from a bot: bots do not talk to bots. */
export const routeIssueComment = routeOf(payload, (event) => {
  if (event.action !== 'created') return ignored('commands count only in new comments')
  const { comment, issue } = event
  if (comment.user === null) return ignored('the account is gone')
  if (comment.user.type === 'Bot') return ignored('the comment is by a bot')
  const commands = parseCommands(comment.body ?? '')
  if (commands.length === 0) return ignored('no command in the comment')
  const repository = refOf(event)
  return jobs(
    {
      type: 'run-commands',
      repository,
      issue: issue.number,
      onPullRequest: issue.pull_request !== undefined && issue.pull_request !== null,
      comment: comment.id,
      author: comment.user.login,
      commands,
    },
    { type: 'acknowledge-commands', repository, comment: comment.id, commands },
  )
})
