import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import http from 'node:http'
import { Socket } from 'node:net'
import { afterAll, beforeAll } from '@jest/globals'
import fc from 'fast-check'
import nock from 'nock'

// The gate gives the same answer for the same tree; fuzzing varies the seed (NUR_KEEPER_FUZZ_SEED).
fc.configureGlobal({ seed: Number(process.env['NUR_KEEPER_FUZZ_SEED'] ?? 20261123) })

/** nock's sockets forget that clients want their bytes sent at once: each request with a body would wait 40 ms. */
function sendAtOnce(message: unknown): void {
  const socket: unknown = Reflect.get(Object(message), 'socket')
  if (socket instanceof Socket) socket.setNoDelay(true)
}

// Each test file has a nock of its own, and one whose tests are all skipped runs no `afterAll`: it would go on answering
// the requests of the next files of the same process, beside theirs. Node's modules are what these files share.
const shared = Symbol.for('nur-keeper.test.nock')
const earlier: unknown = Reflect.get(http, shared)
if (typeof earlier === 'function') {
  nock.restore()
  Reflect.apply(earlier, undefined, [])
  nock.activate()
}
Reflect.set(http, shared, () => {
  nock.restore()
})

// A test that reaches for the network fails; only this machine may be called.
beforeAll(() => {
  subscribe('net.client.socket', sendAtOnce)
  nock.disableNetConnect()
  nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)
})
afterAll(() => {
  unsubscribe('net.client.socket', sendAtOnce)
  nock.cleanAll()
  nock.restore()
  Reflect.deleteProperty(http, shared)
})
