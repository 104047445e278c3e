import type { Repository } from '../model/ports.ts'
import type { PullRequest } from '../model/repository.ts'

/** The pull request moved on while a job looked at it: what was worked out says nothing about the new head. */
export class Superseded extends Error {
  constructor(pull: PullRequest) {
    super(`#${pull.number} moved on from ${pull.headSha.slice(0, 12)}`)
    this.name = 'Superseded'
  }
}

/**
 * Called before the first write of a job that looked at a pull request.
 * @throws Superseded where it has another head by now, another base, or is open no longer (or open again)
 */
export async function assertCurrent(repository: Repository, pull: PullRequest): Promise<void> {
  const now = await repository.pullRequests.get(pull.number)
  const same = now?.headSha === pull.headSha && now.baseBranch === pull.baseBranch && now.state === pull.state
  if (!same) throw new Superseded(pull)
}
