import { describe, expect, it } from '@jest/globals'
import { RequestError } from '@octokit/request-error'
import { classifyError } from '../../../src/github/classify-error.ts'
import { PermanentFault, TransientFault } from '../../../src/model/fault.ts'

const now = new Date('2026-01-01T00:00:00Z')

function failure(status: number, message: string, headers: Record<string, string> = {}): RequestError {
  const request = { method: 'GET' as const, url: 'https://api.github.com/x', headers: {} }
  return new RequestError(message, status, {
    request,
    response: { status, url: request.url, headers, data: {} },
  })
}

function retryAt(error: unknown): string | null | undefined {
  const fault = classifyError(error, now)
  return fault instanceof TransientFault ? (fault.retryAt?.toISOString() ?? null) : undefined
}

describe('classifyError', () => {
  it.each([
    ['a retry-after header', failure(403, 'secondary', { 'retry-after': '90' }), '2026-01-01T00:01:30.000Z'],
    ['429 with one', failure(429, 'slow down', { 'retry-after': '5' }), '2026-01-01T00:00:05.000Z'],
    [
      'an exhausted primary limit',
      failure(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': '1767229200',
      }),
      '2026-01-01T01:00:00.000Z',
    ],
    [
      'a secondary limit without a time',
      failure(403, 'You have exceeded a secondary rate limit'),
      '2026-01-01T00:01:00.000Z',
    ],
    [
      'abuse detection',
      failure(403, 'You have triggered an abuse detection mechanism'),
      '2026-01-01T00:01:00.000Z',
    ],
    ['a wait that is absurd', failure(429, 'x', { 'retry-after': '999999' }), '2026-01-01T01:00:00.000Z'],
  ])('waits as GitHub asks: %s', (_, error, expected) => {
    expect(retryAt(error)).toBe(expected)
  })

  it.each([500, 502, 503, 504, 408, 409, 401])('tries again after %i', (status) => {
    expect(retryAt(failure(status, 'oops'))).toBeNull()
  })

  it.each([
    ['forbidden', 403, 'Resource not accessible by integration'],
    ['archived', 403, 'Repository was archived so is read-only.'],
    ['gone', 404, 'Not Found'],
    ['deleted', 410, 'Issues are disabled for this repo'],
    ['taken down', 451, 'Repository access blocked'],
  ])('gives up for good: %s', (_, status, message) => {
    expect(classifyError(failure(status, message), now)).toBeInstanceOf(PermanentFault)
  })

  it.each([
    ['a reset connection', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
    [
      'fetch failed',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'UND_ERR_SOCKET' }) }),
    ],
    ['a timeout', new DOMException('The operation was aborted due to timeout', 'TimeoutError')],
  ])('tries again after %s', (_, error) => {
    expect(retryAt(error)).toBeNull()
  })

  it.each([
    ['a body that GitHub refuses', failure(422, 'Validation Failed')],
    ['a fault in our code', new TypeError('x is not a function')],
    ['something thrown that is no error', 'text'],
  ])('takes for our own bug: %s', (_, error) => {
    expect(classifyError(error, now)).toBe(error)
  })

  it('leaves faults as they are', () => {
    const fault = new TransientFault('x', now)
    expect(classifyError(fault, now)).toBe(fault)
  })
})
