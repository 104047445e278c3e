import type { Location } from '../../model/location.ts'

/** Where a repository is seen: its page, without a slash at the end, and the commit that lines are counted in. */
export type LinkBase = { readonly htmlUrl: string; readonly commit: string }

/** The page of a file at that commit, at the line where one is given. */
export function lineLink(base: LinkBase, path: string, line: number | null, endLine?: number): string {
  const file = path.split('/').map(encodeURIComponent).join('/')
  const range =
    line === null ? '' : `#L${line}${endLine !== undefined && endLine > line ? `-L${endLine}` : ''}`
  const plain = line !== null && /\.(md|markdown|svg)$/i.test(path) ? '?plain=1' : ''
  return `${base.htmlUrl}/blob/${base.commit}/${file}${plain}${range}`
}

export function locationLink(base: LinkBase, location: Location): string {
  return lineLink(base, location.path, location.line, location.endLine)
}

/** The pull requests of a branch, open or not: right before and after one exists. */
export function branchPullRequestsLink(htmlUrl: string, branch: string): string {
  return `${htmlUrl}/pulls?q=${encodeURIComponent(`is:pr head:${branch}`)}`
}

export function pullRequestLink(htmlUrl: string, number: number): string {
  return `${htmlUrl}/pull/${number}`
}
