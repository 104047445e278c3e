import { reviewOpenPullRequest } from '../review-open-pull-request.ts'
import { isOwn } from '../is-own.ts'
import { done, refused, whoMay, type CommandDefinition } from './command.ts'

export const recheck: CommandDefinition = {
  name: 'recheck',
  usage: '/recheck',
  allowed: 'author',
  who: whoMay.author,
  does: 'reviews the pull request again',
  run: async ({ context, repository, pull }) => {
    if (pull === null) return refused('This is an issue.', 'Comment `/recheck` on a pull request.')
    if (pull.state === 'closed') return refused('The pull request is closed.', 'Open it again first.')
    const checkRunOnly = pull.draft || isOwn(repository, pull)
    await reviewOpenPullRequest(context, repository, pull, { checkRunOnly, again: false })
    return done()
  },
}
