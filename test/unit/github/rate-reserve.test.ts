import { describe, expect, it } from '@jest/globals'
import { RateReserve } from '../../../src/github/rate-reserve.ts'
import { TransientFault } from '../../../src/model/fault.ts'

const reset = 1_767_225_600
let now = new Date((reset - 600) * 1000)
const headers = (limit: number, remaining: number): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
})

describe('RateReserve', () => {
  it('stops below a thousand requests, until the window resets', () => {
    const reserve = new RateReserve(() => now)
    reserve.check('one', '/repos')
    reserve.note('one', headers(5000, 1000))
    reserve.check('one', '/repos')
    reserve.note('one', headers(5000, 999))
    expect(() => {
      reserve.check('one', '/repos')
    }).toThrow(TransientFault)
    reserve.check('two', '/repos')
    now = new Date((reset + 1) * 1000)
    reserve.check('one', '/repos')
    now = new Date((reset - 600) * 1000)
  })

  it('keeps a fifth of a small limit, and never stops a token from being made', () => {
    const reserve = new RateReserve(() => now)
    reserve.note('app', headers(60, 11))
    expect(() => {
      reserve.check('app', '/app')
    }).toThrow('11 requests are left of 60')
    reserve.check('app', '/app/installations/1/access_tokens')
    reserve.note('app', headers(60, 12))
    reserve.check('app', '/app')
  })

  it('does not mistake the limit of searches for its own, nor an answer without headers', () => {
    const reserve = new RateReserve(() => now)
    reserve.note('one', { ...headers(30, 1), 'x-ratelimit-resource': 'search' })
    reserve.note('one', {})
    reserve.note('one', { 'x-ratelimit-limit': 'many' })
    reserve.check('one', '/repos')
    expect(reserve.states().size).toBe(0)
  })
})
