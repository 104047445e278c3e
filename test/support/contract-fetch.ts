import { Contract } from '../../local-github/contract/contract.ts'

const contract = Contract.load()

/**
 * A `fetch` that holds every request and response against GitHub's own description of its API, and throws where
 * either departs from it. Probot takes it as `request: { fetch }`. GraphQL is not described there and passes.
 * @param baseUrl the API's root
 */
export function contractFetch(baseUrl = 'https://api.github.com', send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (!request.url.startsWith(baseUrl)) return await send(request)
    const url = new URL(request.url)
    const path = url.pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, '').length)
    if (path.endsWith('/graphql')) return await send(request)
    const text = await request.clone().text()
    const body: unknown = text === '' ? undefined : JSON.parse(text)
    refuse(
      contract.checkRequest({
        method: request.method,
        path,
        query: Object.fromEntries(url.searchParams),
        body,
      }),
    )
    const response = await send(request)
    // An archive comes from another host, which the API leads to.
    if (!response.url.startsWith(baseUrl)) return response
    if (response.headers.get('content-type')?.includes('json') !== true) {
      refuse(faultsOfReply(request.method, path, response.status, undefined))
      return response
    }
    // Read once and handed on, not cloned: under load a clone's stream was once seen to end with more than was sent.
    const json = await response.text()
    refuse(faultsOfReply(request.method, path, response.status, JSON.parse(json)))
    const { status, statusText, headers } = response
    return new Response(json, { status, statusText, headers })
  }
}

/**
 * Passes a reply for nock through, once it is known to be one that GitHub could give.
 * @param path below the API's root, without a query
 */
export function checkedReply<T>(method: string, path: string, status: number, body: T): T {
  refuse(faultsOfReply(method, path, status, body))
  return body
}

function faultsOfReply(method: string, path: string, status: number, body: unknown): readonly string[] {
  const found = contract.match(method, path)
  if (found === null) return [`${method} ${path}: not among the operations described`]
  return contract.checkResponse(found.operation, status, body)
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`not as GitHub describes its API:\n${faults.join('\n')}`)
}
