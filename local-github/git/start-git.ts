import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export type GitOrder = {
  readonly id: number
  readonly folder: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly input: string | Uint8Array
}

export type GitReport = {
  readonly id: number
  /** null where git did not end by itself. */
  readonly code: number | null
  readonly output: Uint8Array
  readonly errors: string
}

/** The runner ends after so long without work, in milliseconds. */
const idleLimit = 2000

let runner: ChildProcess | null = null
let lastId = 0
let idleTimer: NodeJS.Timeout | undefined
const waiting = new Map<number, (report: GitReport) => void>()

/** Runs git through the small process of git-runner.ts. */
export async function startGit(order: Omit<GitOrder, 'id'>): Promise<GitReport> {
  clearTimeout(idleTimer)
  const child = (runner ??= startRunner())
  const id = ++lastId
  const { promise, resolve } = Promise.withResolvers<GitReport>()
  waiting.set(id, resolve)
  child.channel?.ref()
  child.send({ ...order, id })
  const report = await promise
  waiting.delete(id)
  if (waiting.size === 0) rest(child)
  return report
}

function startRunner(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'git-runner.ts'), {
    execArgv: ['--no-warnings'],
    serialization: 'advanced',
  })
  child.unref()
  child.on('message', (report: GitReport) => waiting.get(report.id)?.(report))
  child.on('exit', () => {
    if (runner === child) runner = null
    const nothing = { code: null, output: new Uint8Array(), errors: 'the runner of git ended' }
    if (runner === null) for (const [id, resolve] of waiting) resolve({ id, ...nothing })
  })
  return child
}

/** Neither the runner nor the wait for its end keeps this process alive. */
function rest(child: ChildProcess): void {
  child.channel?.unref()
  clearTimeout(idleTimer)
  idleTimer = setTimeout(() => {
    if (runner === child) runner = null
    if (child.connected) child.disconnect()
  }, idleLimit)
  idleTimer.unref()
}
