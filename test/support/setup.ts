import { afterAll, beforeAll } from '@jest/globals'
import fc from 'fast-check'
import nock from 'nock'

// The gate gives the same answer for the same tree; fuzzing varies the seed (NUR_KEEPER_FUZZ_SEED).
fc.configureGlobal({ seed: Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123) })

// A test that reaches for the network fails; only this machine may be called.
beforeAll(() => {
  nock.disableNetConnect()
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)
})
afterAll(() => {
  nock.cleanAll()
  nock.restore()
})
