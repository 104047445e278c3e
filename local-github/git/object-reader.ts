import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { gitEnvironment } from './run-git.ts'

export type ObjectInfo = { readonly sha: string; readonly type: string }
type Found = ObjectInfo & { readonly content: Buffer }

type Waiting = {
  readonly withContent: boolean
  readonly resolve: (found: Found | null) => void
}

/** Reads objects through one git process that stays: starting one for each would take most of the time. */
export class ObjectReader {
  readonly #folder: string
  #child: ChildProcessWithoutNullStreams | null = null
  #waiting: Waiting[] = []
  #buffered = Buffer.alloc(0)

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @param name an id, or a name as `git rev-parse` takes it; null where there is no such object */
  async info(name: string): Promise<ObjectInfo | null> {
    return await this.#ask('info', name)
  }

  async read(name: string): Promise<Found | null> {
    return await this.#ask('contents', name)
  }

  close(): void {
    this.#child?.kill()
    this.#child = null
  }

  async #ask(command: 'info' | 'contents', name: string): Promise<Found | null> {
    if (/[\n\0]/.test(name) || name === '') return null
    const child = (this.#child ??= this.#start())
    const { promise, resolve } = Promise.withResolvers<Found | null>()
    this.#waiting.push({ withContent: command === 'contents', resolve })
    child.stdin.write(`${command} ${name}\n`)
    return await promise
  }

  #start(): ChildProcessWithoutNullStreams {
    const child = spawn('git', ['cat-file', '--batch-command'], { cwd: this.#folder, env: gitEnvironment })
    child.stdout.on('data', (chunk: Buffer) => {
      this.#buffered = Buffer.concat([this.#buffered, chunk])
      while (this.#takeAnswer());
    })
    child.stdin.on('error', () => undefined)
    child.on('exit', () => {
      for (const { resolve } of this.#waiting) resolve(null)
      this.#waiting = []
      this.#buffered = Buffer.alloc(0)
      if (this.#child === child) this.#child = null
    })
    return child
  }

  /** `<id> <type> <size>`, then the content where it was asked for; or `<name> missing`. */
  #takeAnswer(): boolean {
    const [next] = this.#waiting
    const lineEnd = this.#buffered.indexOf('\n')
    if (next === undefined || lineEnd < 0) return false
    const line = this.#buffered.subarray(0, lineEnd).toString()
    const [, sha, type = '', size = '0'] = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? []
    const isFound = sha !== undefined
    const end = isFound && next.withContent ? lineEnd + 1 + Number(size) + 1 : lineEnd + 1
    if (this.#buffered.length < end) return false
    const content = Buffer.from(this.#buffered.subarray(lineEnd + 1, Math.max(lineEnd + 1, end - 1)))
    this.#buffered = this.#buffered.subarray(end)
    this.#waiting.shift()
    next.resolve(isFound ? { sha, type, content } : null)
    return true
  }
}
