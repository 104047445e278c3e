import { execFileSync, spawnSync } from 'node:child_process'

/** Runs git in a folder, without a shell, and returns what it prints; throws with git's own words where it fails. */
export function git(directory: string, args: readonly string[], input?: string): Buffer {
  try {
    return execFileSync('git', ['-C', directory, ...args], {
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1024 * 1024 * 1024,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    })
  } catch (error) {
    throw new GitError(args, error)
  }
}

/** Whether a folder lies in the work tree of a git repository. */
export function isWorkTree(directory: string): boolean {
  const result = spawnSync('git', ['-C', directory, 'rev-parse', '--is-inside-work-tree'], {
    encoding: 'utf8',
  })
  return result.status === 0 && result.stdout.trim() === 'true'
}

/** git said no: its arguments and its own message. */
export class GitError extends Error {
  constructor(args: readonly string[], cause: unknown) {
    const stderr =
      typeof cause === 'object' && cause !== null ? (Reflect.get(cause, 'stderr') as unknown) : undefined
    const said = Buffer.isBuffer(stderr) ? stderr.toString('utf8').trim() : ''
    const reason = said !== '' ? said : cause instanceof Error ? cause.message : String(cause)
    super(`git ${args[0] ?? ''}: ${reason}`, { cause })
    this.name = 'GitError'
  }
}
