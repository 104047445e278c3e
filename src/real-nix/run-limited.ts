import { spawn } from 'node:child_process'
import { codeOf } from './code-of.ts'

export type Limits = {
  readonly seconds: number
  /** Characters of standard output and of standard error. */
  readonly output: number
  /** Address space, in MB. */
  readonly memory: number
}

export type Ended =
  | { readonly kind: 'ended'; readonly status: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'crashed'; readonly signal: string; readonly stderr: string }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'not-started'; readonly reason: string }

export type Call = {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>
}

/** Sets limits on memory and processor time where the system knows them, for when we are gone, and becomes the program. */
const limited =
  'ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; ulimit -c 0 2>/dev/null; shift 2; exec "$@"'

/**
 * Runs a program in a process group of its own, which ends as a whole: by itself, or where it exceeds a limit.
 * @returns how it ended; never rejects
 */
export async function runLimited(call: Call, { seconds, output, memory }: Limits): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const child = spawn(
    '/bin/sh',
    ['-c', limited, 'sh', String(memory * 1024), String(seconds + 1), call.program, ...call.args],
    {
      cwd: call.folder,
      env: call.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  const end = (ended: Ended): void => {
    clearTimeout(timer)
    killGroup(child.pid)
    resolve(ended)
  }
  const timer = setTimeout(() => {
    end({ kind: 'stopped', reason: `Nix was stopped after ${seconds} s` })
  }, seconds * 1000)
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text
      if (texts[name].length > output)
        end({ kind: 'stopped', reason: `Nix was stopped, for it printed more than ${output} characters` })
    })
  }
  child.once('error', ({ message }) => {
    end({ kind: 'not-started', reason: `Nix could not be started: ${message}` })
  })
  child.once('close', (status, signal) => {
    if (status === null) end({ kind: 'crashed', signal: signal ?? 'unknown', stderr: texts.stderr })
    else end({ kind: 'ended', status, ...texts })
  })
  return await promise
}

/** What a group left running goes with it; one that is gone already is no fault. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}
