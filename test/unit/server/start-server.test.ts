import { createHmac, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { LocalGitHub } from '../../../local-github/local-github.ts'
import { startLocalGitHub } from '../../../local-github/start-local-github.ts'
import { serve, startServer, type RunningServer } from '../../../src/index.ts'
import { DatabaseUnavailable } from '../../../src/queue/database.ts'
import { ownManifest } from '../../support/github.ts'
import { simplePlanner } from '../jobs/simple-planner.ts'

let github: LocalGitHub
let server: RunningServer
let folder: string
let env: Record<string, string>

beforeAll(async () => {
  github = await startLocalGitHub({ manifest: ownManifest() })
  folder = await mkdtemp(join(tmpdir(), 'server-'))
  env = { ...github.environment(), PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, LOG_LEVEL: 'fatal' }
  server = await startServer({ env, throttle: false, planner: simplePlanner() })
})
afterAll(async () => {
  await server.close()
  await github.close()
  await rm(folder, { recursive: true, force: true })
})

type Sent = { readonly status: number; readonly text: string }

async function send(body: string, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await fetch(`${server.url}/api/github/webhooks`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', github.app.webhookSecret).update(body).digest('hex')}`,
      ...headers,
    },
  })
  return { status: response.status, text: await response.text() }
}

async function get(path: string): Promise<Sent> {
  const response = await fetch(server.url + path)
  return { status: response.status, text: await response.text() }
}

const pullRequest = JSON.stringify({
  action: 'opened',
  pull_request: { number: 1 },
  repository: { id: 1, name: 'nur', owner: { login: 'nobody' } },
  installation: { id: 1 },
})

describe('the webhook', () => {
  it('is acknowledged once its job is in the queue, and again when it comes again', async () => {
    const delivery = { 'x-github-delivery': randomUUID() }
    expect(await send(pullRequest, delivery)).toMatchObject({
      status: 202,
      text: expect.stringContaining('queued'),
    })
    expect(await send(pullRequest, delivery)).toMatchObject({
      status: 202,
      text: expect.stringContaining('repeated'),
    })
    expect((await get('/')).text).toContain(delivery['x-github-delivery'])
  })

  it('is refused with 401 where its signature is wrong, and nothing is queued', async () => {
    const id = randomUUID()
    const wrong = `sha256=${'0'.repeat(64)}`
    expect((await send(pullRequest, { 'x-hub-signature-256': wrong, 'x-github-delivery': id })).status).toBe(
      401,
    )
    expect((await send(pullRequest, { 'x-hub-signature-256': 'nonsense' })).status).toBe(401)
    expect(
      (
        await send(`${pullRequest} `, {
          'x-hub-signature-256': `sha256=${createHmac('sha256', github.app.webhookSecret).update(pullRequest).digest('hex')}`,
        })
      ).status,
    ).toBe(401)
    const page = (await get('/')).text
    expect(page).toContain('refused: the signature does not match')
    expect(page.split(id)).toHaveLength(2)
  })

  it('is refused with a reason where it is no webhook', async () => {
    expect((await send('{', {})).status).toBe(400)
    expect((await send(pullRequest, { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(
      415,
    )
    const bare = await fetch(`${server.url}/api/github/webhooks`, { method: 'POST', body: '{}' })
    expect(bare.status).toBe(400)
    expect((await get('/api/github/webhooks')).status).toBe(404)
  })

  it('is acknowledged and ignored, with the reason, where it asks for nothing', async () => {
    const body = JSON.stringify({ action: 'started' })
    expect(await send(body, { 'x-github-event': 'watch' })).toEqual({
      status: 202,
      text: '{"ignored":"the keeper does not follow watch events"}\n',
    })
  })

  it('takes every recorded payload', async () => {
    const events = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly {
      name: string
      examples: object[]
    }[]
    for (const { name, examples } of events) {
      for (const payload of examples.slice(0, 2)) {
        const { status } = await send(JSON.stringify(payload), { 'x-github-event': name })
        expect({ name, status }).toEqual({ name, status: 202 })
      }
    }
  })
})

describe('the pages', () => {
  it('show health, metrics and status, without secrets', async () => {
    expect(await get('/healthz')).toEqual({ status: 200, text: '{"status":"ok"}\n' })
    expect((await get('/metrics')).text).toMatch(/nur_keeper_deliveries_total\{outcome="refused"\} \d+/)
    const { text } = await get('/')
    expect(text).toContain('<title>nur-keeper</title>')
    for (const secret of [github.app.webhookSecret, github.app.privateKey.slice(40, 80), folder, 'BEGIN']) {
      expect(text).not.toContain(secret)
    }
  })

  it('have nothing else', async () => {
    for (const path of ['/nothing', '/../etc/passwd', '/__proto__', '/constructor']) {
      expect((await get(path)).status).toBe(404)
    }
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(404)
  })
})

describe('starting', () => {
  it('refuses a data folder that another process holds, with one line', async () => {
    const second = startServer({ env, throttle: false, planner: simplePlanner() })
    await expect(second).rejects.toThrow(DatabaseUnavailable)
    await expect(second).rejects.toThrow(
      /^another nur-keeper is running on [^\n]*: stop it, or set DATA_DIR to another folder$/,
    )
  })

  it('refuses a database that is not there, without its password', async () => {
    const url = 'postgres://user:hush@127.0.0.1:1/none'
    const second = startServer({ env: { ...env, DATABASE_URL: url }, planner: simplePlanner() })
    await expect(second).rejects.toThrow(/^the database of DATABASE_URL cannot be reached/)
    await expect(second).rejects.not.toThrow('hush')
  })

  it('ends with code 2 where the environment lacks something', async () => {
    expect(await serve({ ...env, APP_ID: '' })).toBe(2)
  })
})
