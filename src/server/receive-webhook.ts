import type { IncomingMessage } from 'node:http'
import type { JobQueue, Log } from '../model/ports.ts'
import { nameEvent, routeDelivery } from '../webhooks/route-delivery.ts'
import type { Answer } from './answer.ts'

/** GitHub's own limit of a payload, in bytes (docs, "Webhook events and payloads"). */
const bodyLimit = 25 * 1024 * 1024

export type WebhookOptions = {
  readonly queue: JobQueue
  readonly log: Log
  /** Whether the signature of `X-Hub-Signature-256` is that of this body. */
  readonly verify: (body: string, signature: string) => Promise<boolean>
  readonly onDelivery: (seen: SeenDelivery) => void
}

/** What became of a delivery, for metrics and the status page. */
export type SeenDelivery = {
  readonly delivery: string
  readonly event: string
  readonly outcome: 'queued' | 'repeated' | 'ignored' | 'refused' | 'failed'
  readonly reason: string
}

/**
 * Takes a webhook: acknowledged (202) only once its jobs are committed. Where the queue cannot take them the answer
 * is 503, so that GitHub shows the delivery as failed and it can be sent again. Probot's own middleware is not used
 * here because it answers 202 after nine seconds whether or not the work was stored.
 */
export async function receiveWebhook(request: IncomingMessage, options: WebhookOptions): Promise<Answer> {
  const [event, delivery, signature] = ['x-github-event', 'x-github-delivery', 'x-hub-signature-256'].map(
    (name) => headerOf(request, name),
  )
  const refuse = (status: number, reason: string): Answer => {
    options.onDelivery({ delivery: delivery ?? '', event: event ?? '', outcome: 'refused', reason })
    return { status, body: { error: reason } }
  }
  if (event === undefined || delivery === undefined)
    return refuse(400, 'the headers of a GitHub webhook are missing')
  if (!/^application\/json\b/.test(headerOf(request, 'content-type') ?? '')) {
    return refuse(415, 'the webhook must be set up with the content type application/json')
  }
  const body = await readBody(request)
  if (body === null) return refuse(413, `the payload is longer than ${bodyLimit} bytes`)
  if (signature === undefined || !(await options.verify(body, signature).catch(() => false))) {
    return refuse(401, 'the signature does not match: is WEBHOOK_SECRET the secret of the App?')
  }
  return await accept({ id: delivery, event, body }, options, refuse)
}

async function accept(
  { id, event, body }: { readonly id: string; readonly event: string; readonly body: string },
  { queue, log, onDelivery }: WebhookOptions,
  refuse: (status: number, reason: string) => Answer,
): Promise<Answer> {
  const payload = parseJson(body)
  if (payload === undefined) return refuse(400, 'the payload is not JSON')
  const name = nameEvent({ id, event, payload })
  const routed = routeDelivery({ id, event, payload })
  if (routed.type === 'ignored') {
    log.debug({ delivery: id, event: name }, `ignored: ${routed.reason}`)
    onDelivery({ delivery: id, event: name, outcome: 'ignored', reason: routed.reason })
    return { status: 202, body: { ignored: routed.reason } }
  }
  try {
    const added = await queue.enqueue(routed.jobs, { delivery: id, event: name })
    const outcome = added > 0 ? 'queued' : 'repeated'
    const reason = routed.jobs.map(({ type }) => type).join(', ')
    onDelivery({ delivery: id, event: name, outcome, reason })
    return { status: 202, body: { [outcome]: routed.jobs.map(({ type }) => type) } }
  } catch (error) {
    log.error({ err: error, delivery: id, event: name }, 'the queue cannot take a delivery')
    onDelivery({ delivery: id, event: name, outcome: 'failed', reason: 'the queue cannot take it' })
    return { status: 503, body: { error: 'the queue cannot take it now: send it again later' } }
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    length += chunk.length
    if (length > bodyLimit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
