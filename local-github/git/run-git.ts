import { startGit } from './start-git.ts'

/** Nothing of the machine's own git configuration may show in what this GitHub does. */
export const gitEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C.UTF-8',
}

export type GitOptions = {
  readonly input?: string | Uint8Array
  readonly environment?: Readonly<Record<string, string>>
}

/** git said no. */
export class GitFailure extends Error {
  readonly code: number
  readonly output: string

  constructor(args: readonly string[], code: number, output: string, errors: string) {
    super(`git ${args[0] ?? ''}: ${errors.trim() || output.trim() || `exit code ${code}`}`)
    this.name = 'GitFailure'
    this.code = code
    this.output = output
  }
}

/**
 * Runs git, never through a shell.
 * @returns what it printed
 * @throws GitFailure where it ends with another code than 0
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const { code, output, errors } = await startGit({
    folder,
    args,
    environment: { ...gitEnvironment, ...options.environment },
    input: options.input ?? '',
  })
  if (code === null) throw new Error(errors)
  if (code !== 0) throw new GitFailure(args, code, Buffer.from(output).toString(), errors)
  return Buffer.from(output)
}
