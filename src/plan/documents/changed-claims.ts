import type { Alignment } from '../../model/alignment.ts'
import type { ChangedClaim } from '../pull-request/plan-documents-pull-request.ts'

/**
 * The claims of a document that the tree contradicts and that its new text no longer makes.
 * @param replaced lines of the old text that are gone, both ends included
 */
export function changedClaims(
  path: string,
  replaced: readonly { readonly from: number; readonly to: number }[],
  alignment: Alignment,
): readonly ChangedClaim[] {
  const gone = (line: number): boolean => replaced.some(({ from, to }) => from <= line && line <= to)
  return alignment.problems
    .filter((problem) => problem.code === 'stale-claim' && problem.path === path && gone(problem.line))
    .map((problem) => {
      const claim = alignment.inventory.claims.find(
        ({ location }) =>
          location.path === path && location.line === problem.line && location.column === problem.column,
      )
      const truth = /, but (.*?)\.?$/s.exec(problem.message)?.[1] ?? problem.message
      return { path, line: problem.line, before: claim?.text ?? problem.message, after: truth }
    })
}
