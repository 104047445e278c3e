import { appOperations } from './apps.ts'
import { checkOperations } from './checks.ts'
import { commentOperations } from './comments.ts'
import { gitDataOperations } from './git-data.ts'
import { issueOperations } from './issues.ts'
import type { AnyOperation } from './operation.ts'
import { pullOperations } from './pull-requests.ts'
import { repositoryOperations } from './repositories.ts'
import { userOperations } from './users.ts'

/** Every operation that is answered, by GitHub's name for it. */
export const allOperations: ReadonlyMap<string, AnyOperation> = new Map(
  [
    ...appOperations,
    ...checkOperations,
    ...commentOperations,
    ...gitDataOperations,
    ...issueOperations,
    ...pullOperations,
    ...repositoryOperations,
    ...userOperations,
  ].map((operation) => [operation.id, operation]),
)
