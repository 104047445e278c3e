import type { Repository } from '../model/ports.ts'
import type { PullRequest } from '../model/repository.ts'

/** Follow-ups, documents and waivers are the keeper's own pull requests. */
export function isOwn(repository: Repository, pull: PullRequest): boolean {
  return !pull.fromFork && pull.author === repository.keeper && pull.headBranch.startsWith('nur-keeper/')
}
