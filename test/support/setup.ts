import { afterAll, beforeAll } from '@jest/globals'
import nock from 'nock'

// A test that reaches for the network fails; only this machine may be called.
beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)
})
afterAll(() => {
  nock.cleanAll()
  nock.restore()
})
