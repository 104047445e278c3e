import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../bin/nur-keeper')

/** Runs share what Node compiled, outside the user's own cache. */
const caches = join(tmpdir(), 'nur-keeper-test-caches')

/** Runs the command line as a user does, in a process of its own. */
export function runCli(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string>; input?: string } = {},
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    cwd: options.cwd,
    input: options.input,
    env: { ...process.env, NODE_OPTIONS: '', XDG_CACHE_HOME: caches, ...options.env },
    maxBuffer: 256 * 1024 * 1024,
  })
  return { status, stdout, stderr }
}
