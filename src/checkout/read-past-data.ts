import { git, GitError, isWorkTree } from './git.ts'

/** Versions that are read: the newest ones. */
const mostVersions = 2000

/** A file as commits left it, oldest first, each with the day of its commit in UTC. None outside of git. */
export function readPastData(
  directory: string,
  path: string,
): readonly { readonly date: string; readonly text: string }[] {
  if (!isWorkTree(directory)) return []
  try {
    const args = ['log', '--first-parent', '--format=%H %ct', `--max-count=${mostVersions}`, '--', path]
    const commits = git(directory, args).toString('utf8').trim().split('\n').filter(Boolean)
    return commits.reverse().flatMap((line) => {
      const [commit = '', seconds = ''] = line.split(' ')
      const text = readVersion(directory, commit, path)
      return text === null
        ? []
        : [{ date: new Date(Number(seconds) * 1000).toISOString().slice(0, 10), text }]
    })
  } catch (error) {
    // A repository without any commit has no log.
    if (error instanceof GitError) return []
    throw error
  }
}

/** Null where the commit removed it. */
function readVersion(directory: string, commit: string, path: string): string | null {
  try {
    return git(directory, ['show', `${commit}:./${path}`]).toString('utf8')
  } catch (error) {
    if (error instanceof GitError) return null
    throw error
  }
}
