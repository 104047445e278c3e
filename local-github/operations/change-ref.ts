import { refChanged, type RefChange } from '../events/ref-changed.ts'
import type { GitHub } from '../github.ts'
import type { Account, Repository } from '../model.ts'

/** Moves, makes or deletes a branch or tag, with all that follows from it. */
export async function changeRef(
  github: GitHub,
  repository: Repository,
  change: RefChange,
  sender: Account,
): Promise<void> {
  if (change.after === null) await repository.git.deleteRef(change.ref)
  else await repository.git.updateRef(change.ref, change.after)
  await refChanged(github, repository, change, sender)
}
