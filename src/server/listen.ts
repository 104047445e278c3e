import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Log } from '../model/ports.ts'
import { sendAnswer, type Answer } from './answer.ts'

/** `POST /api/github/webhooks` → what answers it. */
export type Endpoints = Readonly<Record<string, (request: IncomingMessage) => Promise<Answer>>>

export type Listening = {
  readonly url: string
  /** Takes no more requests; those under way end. */
  close(): Promise<void>
}

/** How long a request may take to come in, in milliseconds: GitHub gives up after ten seconds. */
const requestTimeout = 30_000

/** Serves the endpoints over HTTP. TLS is the business of what stands in front. */
export async function listen(
  endpoints: Endpoints,
  { port, host, log }: { readonly port: number; readonly host: string; readonly log: Log },
): Promise<Listening> {
  const server = createServer({ requestTimeout, headersTimeout: requestTimeout }, (request, response) => {
    answer(endpoints, request).then(
      (found) => {
        sendAnswer(response, found)
      },
      (error: unknown) => {
        log.error({ err: error, url: request.url }, 'a request failed')
        if (!response.headersSent) sendAnswer(response, { status: 500, body: { error: 'internal error' } })
        else response.destroy()
      },
    )
  })
  await listening(server, port, host)
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  const shown = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? 'localhost' : host
  return { url: `http://${shown}:${actual}`, close: () => closed(server) }
}

async function answer(endpoints: Endpoints, request: IncomingMessage): Promise<Answer> {
  const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/'
  const key = `${request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')} ${path.replace(/(.)\/+$/, '$1')}`
  const endpoint = Object.hasOwn(endpoints, key) ? endpoints[key] : undefined
  return endpoint === undefined
    ? { status: 404, body: { error: 'there is nothing here' } }
    : await endpoint(request)
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  server.once('error', reject)
  server.listen(port, host, () => {
    server.off('error', reject)
    resolve(undefined)
  })
  await promise
}

async function closed(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  server.close(() => {
    resolve(undefined)
  })
  server.closeIdleConnections()
  await promise
}
