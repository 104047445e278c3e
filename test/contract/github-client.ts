import nock from 'nock'
import { clientClass } from '../../src/github/client.ts'
import { RateReserve } from '../../src/github/rate-reserve.ts'
import type { RepositoryClient } from '../../src/github/repository-client.ts'
import type { Records, Store } from '../../src/model/ports.ts'
import { checkedReply, contractFetch } from '../support/contract-fetch.ts'

export const keeper = { appId: 7, slug: 'nur-keeper', login: 'nur-keeper[bot]' }

/** The adapter's client against nock: each request and reply is held against GitHub's description of its API. */
export function githubClient(reserve = new RateReserve(() => new Date())): RepositoryClient {
  const Octokit = clientClass({ throttle: false, reserve })
  const octokit = new Octokit({ auth: { token: 'secret' }, request: { fetch: contractFetch() } })
  return {
    octokit,
    ref: { installation: 1, id: 42, owner: 'tangled', name: 'nur' },
    route: { owner: 'tangled', repo: 'nur' },
    identity: keeper,
    store: memoryStore(),
    now: () => new Date(),
  }
}

/** Answers one request below the repository with a body that GitHub could give. */
export function reply(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): nock.Scope {
  const full = `/repos/tangled/nur${path}`
  const [plain = full] = full.split('?')
  checkedReply(method, decodeURIComponent(plain), status, body)
  return nock('https://api.github.com').intercept(full, method).reply(status, body, headers)
}

export function problem(message: string): object {
  return { message, documentation_url: 'https://docs.github.com/rest', status: '0' }
}

export function sha(seed: string): string {
  return Buffer.from(seed).toString('hex').padEnd(40, '0').slice(0, 40)
}

export function memoryStore(): Store {
  return {
    reviews: memoryRecords(),
    branches: memoryRecords(),
    comments: memoryRecords(),
    issues: memoryRecords(),
    moods: memoryRecords(),
    texts: memoryRecords(),
    configs: memoryRecords(),
  }
}

function memoryRecords<T>(): Records<T> {
  const values = new Map<string, T>()
  return {
    read: (_, key) => Promise.resolve(values.get(key) ?? null),
    write: (_, key, value) => {
      values.set(key, value)
      return Promise.resolve()
    },
    remove: (_, key) => {
      values.delete(key)
      return Promise.resolve()
    },
  }
}
