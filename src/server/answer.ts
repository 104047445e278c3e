import type { ServerResponse } from 'node:http'

/** An answer over HTTP: an object goes out as JSON, a string as it is. */
export type Answer = {
  readonly status: number
  readonly body: object | string
  readonly type?: string
}

export function sendAnswer(response: ServerResponse, { status, body, type }: Answer): void {
  const text = typeof body === 'string' ? body : `${JSON.stringify(body)}\n`
  const contentType = type ?? (typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json')
  response
    .writeHead(status, {
      'content-type': contentType,
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    })
    .end(text)
}
