import type { RepositoryRef } from '../model/repository.ts'
import type { JobContext } from './context.ts'
import { reviewPullRequest } from './review-pull-request.ts'

/** Reviews the open pull requests with this head: who asks for a check run again names a commit, not a number. */
export async function reviewHead(context: JobContext, ref: RepositoryRef, sha: string): Promise<string> {
  const repository = await context.forge.open(ref)
  const pulls = (await repository.pullRequests.listOpen()).filter(({ headSha }) => headSha === sha)
  if (pulls.length === 0) return `no open pull request has the head ${sha.slice(0, 12)}`
  const done: string[] = []
  for (const { number } of pulls)
    done.push(`#${number}: ${await reviewPullRequest(context, ref, number, { again: true })}`)
  return done.join('; ')
}
