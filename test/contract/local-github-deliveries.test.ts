import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { appClient } from '../support/app-client.ts'
import { leaveStage, setStage, type Stage } from '../support/github.ts'

const manifest = {
  name: 'nur-keeper',
  default_permissions: { contents: 'write', issues: 'write', pull_requests: 'write' },
  default_events: ['issues', 'issue_comment'],
} as const

type Received = {
  readonly event: string
  readonly id: string
  readonly signature: string
  readonly body: string
}

describe('webhooks of the local GitHub', () => {
  let stage: Stage
  let receiver: Server
  let received: Received[]
  let status: number
  beforeEach(async () => {
    received = []
    status = 202
    receiver = createServer((request, response) => {
      const header = (name: string): string => String(request.headers[name])
      void text(request).then((body) => {
        received.push({
          event: header('x-github-event'),
          id: header('x-github-delivery'),
          signature: header('x-hub-signature-256'),
          body,
        })
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    stage = await setStage({ 'default.nix': '{ }\n' }, { manifest })
    await stage.github.deliveries.settled()
    stage.github.app.webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  })
  afterEach(async () => {
    await leaveStage(stage)
    receiver.close()
  })
  const ask = (title: string) => stage.stranger.rest.issues.create({ ...stage.route, title })

  it('are signed, and only those that the App subscribed to', async () => {
    await ask('One')
    await stage.maintainer.rest.git.createRef({
      ...stage.route,
      ref: 'refs/heads/x',
      sha: (await stage.repository.git.readRef('refs/heads/main')) ?? '',
    })
    await stage.github.deliveries.settled()
    expect(received.map(({ event }) => event)).toEqual(['issues'])
    const { body, signature, id } = received[0] ?? { body: '', signature: '', id: '' }
    const expected = createHmac('sha256', stage.github.app.webhookSecret).update(body).digest('hex')
    expect(signature).toBe(`sha256=${expected}`)
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(body)).toMatchObject({
      action: 'opened',
      installation: { id: stage.installation.id },
      organization: { login: 'atmosphere' },
      sender: { login: 'stranger', type: 'User' },
    })
  })

  it('can be held, reordered, lost, and sent again under the same id', async () => {
    const { deliveries } = stage.github
    deliveries.hold()
    await ask('One')
    await ask('Two')
    expect(received).toEqual([])
    deliveries.release((held) => held.toReversed())
    await deliveries.settled()
    const titles = received.map(({ body }) => (JSON.parse(body) as { issue: { title: string } }).issue.title)
    expect(titles).toEqual(['Two', 'One'])
    deliveries.lose(1)
    await ask('Three')
    await deliveries.settled()
    expect(received).toHaveLength(2)
    const app = appClient(stage.github)
    const { data } = await app.rest.apps.listWebhookDeliveries({ per_page: 100 })
    const [lost] = data
    expect([lost?.status_code, lost?.event]).toEqual([0, 'issues'])
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: lost?.id ?? 0 })
    await deliveries.settled()
    expect(received.at(-1)?.id).toBe(lost?.guid)
    const { data: again } = await app.rest.apps.listWebhookDeliveries()
    expect(again[0]).toMatchObject({ guid: lost?.guid, redelivery: true, status_code: 202 })
    expect(
      (await app.rest.apps.getWebhookDelivery({ delivery_id: again[0]?.id ?? 0 })).data.request.payload,
    ).toMatchObject({ action: 'opened' })
  })

  it('come in pages by cursor', async () => {
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) await ask(title)
    await stage.github.deliveries.settled()
    const app = appClient(stage.github)
    const all = await app.paginate(app.rest.apps.listWebhookDeliveries, { per_page: 2 })
    expect(new Set(all.map(({ id }) => id)).size).toBe(stage.github.world.deliveries.length)
  })

  it('record what the App answered', async () => {
    status = 401
    await ask('One')
    await stage.github.deliveries.settled()
    const { data } = await appClient(stage.github).rest.apps.listWebhookDeliveries()
    expect(data[0]).toMatchObject({ status_code: 401, status: 'Unauthorized' })
  })

  it('has faults on order', async () => {
    const { faults } = stage.github
    const list = () => stage.stranger.rest.issues.listForRepo(stage.route)
    faults.add('GET', /\/issues$/, { type: 'status', status: 502 })
    await expect(list()).rejects.toMatchObject({ status: 502 })
    faults.add('GET', /\/issues$/, { type: 'secondary-limit', retryAfterSeconds: 7 })
    await expect(list()).rejects.toMatchObject({ status: 403, response: { headers: { 'retry-after': '7' } } })
    faults.add('GET', /\/issues$/, { type: 'drop' })
    await expect(list()).rejects.toThrow()
    faults.add('POST', /\/issues$/, { type: 'lose-answer' })
    await expect(ask('Lost')).rejects.toThrow()
    expect((await list()).data.map(({ title }) => title)).toEqual(['Lost'])
  })
})
