import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { waitUntil } from '../local-github/wait-until.ts'

const program = join(import.meta.dirname, '../bin/nur-keeper')
const startTimeout = 60_000

/** The keeper's server in a process of its own, which can be ended and started again, also the hard way. */
export class KeeperProcess {
  readonly url: string
  readonly #env: Readonly<Record<string, string>>
  #child: ChildProcess | null = null

  private constructor(url: string, env: Readonly<Record<string, string>>) {
    this.url = url
    this.#env = env
  }

  /** @param env the server's environment, without host and port */
  static async create(env: Readonly<Record<string, string>>): Promise<KeeperProcess> {
    const port = await freePort()
    return new KeeperProcess(`http://127.0.0.1:${port}`, { ...env, HOST: '127.0.0.1', PORT: String(port) })
  }

  /** @throws where it ends instead of listening */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [program, 'serve'], {
      env: { PATH: process.env['PATH'], ...this.#env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    this.#child = child
    await waitUntil(
      'the server answers',
      async () => {
        if (hasEnded(child))
          throw new Error(`the server ended with ${child.signalCode ?? `code ${child.exitCode}`}`)
        return await isHealthy(this.url)
      },
      startTimeout,
    )
  }

  get isRunning(): boolean {
    return this.#child !== null && !hasEnded(this.#child)
  }

  /**
   * Resolves once it has ended, also where another call ends it.
   * @param signal SIGKILL ends it the hard way
   */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (child === null) return
    if (!hasEnded(child)) {
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    }
    if (this.#child === child) this.#child = null
  }

  /** Resolves once no job waits or runs. */
  async idle(): Promise<void> {
    await waitUntil('the queue comes to rest', async () => {
      const metrics = await (await fetch(`${this.url}/metrics`)).text()
      return ['waiting', 'running'].every((state) =>
        metrics.includes(`nur_keeper_queue_jobs{state="${state}"} 0\n`),
      )
    })
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
