import { Readable } from 'node:stream'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import { receiveWebhook, type SeenDelivery } from '../../../src/server/receive-webhook.ts'

function request(body: string | Buffer, headers: Record<string, string> = {}): IncomingMessage {
  const message = new IncomingMessage(new Socket())
  message.headers = {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': 'd',
    'x-hub-signature-256': 's',
    ...headers,
  }
  message.push(body)
  message.push(null)
  return message
}

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {
  // The answer tells.
}

const payload = JSON.stringify({
  action: 'opened',
  pull_request: { number: 1 },
  repository: { id: 1, name: 'nur', owner: { login: 'ann' } },
  installation: { id: 1 },
})

describe('receiveWebhook', () => {
  it('answers 503 where the queue cannot take it, so that GitHub shows the delivery as failed', async () => {
    const seen: SeenDelivery[] = []
    const answer = await receiveWebhook(request(payload), {
      queue: { enqueue: () => Promise.reject(new Error('the disk is full')) },
      log: silent,
      verify: () => Promise.resolve(true),
      onDelivery: (delivery) => seen.push(delivery),
    })
    expect(answer.status).toBe(503)
    expect(JSON.stringify(answer)).not.toContain('disk')
    expect(seen).toMatchObject([{ outcome: 'failed' }])
  })

  it('waits for the commit before it answers', async () => {
    const steps: string[] = []
    await receiveWebhook(request(payload), {
      queue: {
        enqueue: async () => {
          await new Promise((resolve) => setTimeout(resolve, 30))
          steps.push('committed')
          return 1
        },
      },
      log: silent,
      verify: () => Promise.resolve(true),
      onDelivery: ignore,
    }).then(() => steps.push('answered'))
    expect(steps).toEqual(['committed', 'answered'])
  })

  it('reads no body beyond what GitHub sends', async () => {
    const large = new IncomingMessage(new Socket())
    large.headers = request('').headers
    const chunk = Buffer.alloc(1024 * 1024)
    Readable.from(Array.from({ length: 30 }, () => chunk))
      .on('data', (data) => large.push(data))
      .on('end', () => large.push(null))
    const answer = await receiveWebhook(large, {
      queue: { enqueue: () => Promise.reject(new Error('never')) },
      log: silent,
      verify: () => Promise.resolve(true),
      onDelivery: ignore,
    })
    expect(answer.status).toBe(413)
  })

  it('takes a signature that cannot be checked for a wrong one', async () => {
    const answer = await receiveWebhook(request(payload), {
      queue: { enqueue: () => Promise.reject(new Error('never')) },
      log: silent,
      verify: () => Promise.reject(new Error('not a signature')),
      onDelivery: ignore,
    })
    expect(answer.status).toBe(401)
  })
})
