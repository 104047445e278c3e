import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, utimesSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { waitUntil } from '../../../local-github/wait-until.ts'

// `npm run dev` as a person runs it: in a terminal, where Ctrl-C is a signal to every process at once.

jest.setTimeout(180_000)
const root = join(import.meta.dirname, '../../..')

let folder: string
let child: ChildProcess
let shown = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dev-'))
  shown = ''
  child = spawn(process.execPath, ['--no-warnings', join(root, 'demo/dev.ts')], {
    env: { PATH: process.env['PATH'], TMPDIR: folder, LOG_LEVEL: 'fatal', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => {
      shown += data.toString()
    })
})
afterEach(async () => {
  signalAll('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

/** @returns whether any process of it was left */
function signalAll(signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-(child.pid ?? 0), signal)
  } catch {
    return false
  }
}

async function expectQuickEnd(): Promise<void> {
  const started = performance.now()
  const ended = once(child, 'exit')
  signalAll('SIGINT')
  await ended
  expect(performance.now() - started).toBeLessThan(5000)
  await waitUntil('no process is left', () => !signalAll(0), 5000)
  expect(shown).not.toMatch(/Error|✗/)
}

it('shows what the keeper says, again after each change, and ends at once with Ctrl-C', async () => {
  const rounds = (): number => shown.split('waiting for a change').length - 1
  await waitUntil('the first round', () => rounds() === 1, 120_000)
  expect(shown).toContain('pull_request opened, replayed')
  expect(shown).toContain('check run:')
  utimesSync(join(root, 'templates/README.md'), new Date(), new Date())
  await waitUntil('the round after the change', () => rounds() === 2, 120_000)
  expect(shown).toContain('the keeper says what it said before')
  await expectQuickEnd()
  expect(child.exitCode).toBe(0)
  expect(readdirSync(folder).filter((name) => !name.startsWith('node-'))).toEqual([])
})

it('ends at once with Ctrl-C while it still starts', async () => {
  await waitUntil('the first line', () => shown.includes('Ctrl-C'), 60_000)
  await expectQuickEnd()
})
