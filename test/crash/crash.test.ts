import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, jest } from '@jest/globals'

/** How often the process is killed: a few times in every run, many with `npm run test:crash`. */
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 2)
jest.setTimeout(60_000 + rounds * 30_000)

const folder = await mkdtemp(join(tmpdir(), 'crash-'))
const journal = join(folder, 'journal')
let child: ChildProcess | null = null
afterAll(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function start(onAcknowledged: (number: number) => void): Promise<ChildProcess> {
  const started = fork(join(import.meta.dirname, 'keeper-process.ts'), [join(folder, 'data'), journal], {
    execArgv: ['--no-warnings'],
  })
  child = started
  await new Promise<void>((resolve, reject) => {
    started.once('exit', () => {
      reject(new Error('the process did not start'))
    })
    started.on('message', (message) => {
      if (message === 'ready') resolve()
      else onAcknowledged(Number(message))
    })
  })
  started.removeAllListeners('exit')
  return started
}

function readJournal(): readonly string[] {
  return readFileSync(journal, 'utf8').trimEnd().split('\n')
}

it('loses no acknowledged job through kill -9, and runs no two of a repository at once', async () => {
  const acknowledged = new Set<number>()
  let sent = 0
  for (let round = 0; round < rounds; round++) {
    const running = await start((number) => acknowledged.add(number))
    const until = Date.now() + 500 + Math.random() * 1500
    while (Date.now() < until) {
      running.send(sent++)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const gone = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await gone
  }
  await start(() => undefined)
  const ended = (): ReadonlySet<number> =>
    new Set(readJournal().flatMap((line) => (line.startsWith('end ') ? [Number(line.split(' ')[3])] : [])))
  const missing = (): readonly number[] => [...acknowledged].filter((number) => !ended().has(number))
  for (let tries = 0; tries < 600 && missing().length > 0; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  expect(acknowledged.size).toBeGreaterThan(rounds)
  expect(missing()).toEqual([])
  expectNoOverlap(readJournal())
})

/** Within one process a repository's job ends before its next begins. */
function expectNoOverlap(lines: readonly string[]): void {
  const active = new Map<string, string>()
  for (const line of lines) {
    const [what, pid = '', repository = '', job = ''] = line.split(' ')
    const lane = `${pid} ${repository}`
    if (what === 'begin') {
      expect({ lane, running: active.get(lane) }).toEqual({ lane, running: undefined })
      active.set(lane, job)
    } else active.delete(lane)
  }
}
