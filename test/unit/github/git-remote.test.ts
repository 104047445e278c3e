import { afterEach, describe, expect, it } from '@jest/globals'
import nock from 'nock'
import { pushPack, readRemoteHead } from '../../../src/github/git-remote.ts'
import { TransientFault } from '../../../src/model/fault.ts'

// What a fork answers to a push, after gitprotocol-http; that real git takes the packs is tested end to end.

const remote = { url: 'https://github.com/alice/nur.git', token: 'secret' }
const [from, to] = ['a'.repeat(40), 'b'.repeat(40)]
const change = { branch: 'add', from, to, pack: Buffer.from('PACK') }
afterEach(() => {
  nock.cleanAll()
})

function packets(...lines: readonly string[]): string {
  const packet = (line: string): string => (line.length + 4).toString(16).padStart(4, '0') + line
  return `${lines.map(packet).join('')}0000`
}

function answerRefs(status: number, body = ''): void {
  nock('https://github.com').get('/alice/nur.git/info/refs?service=git-receive-pack').reply(status, body)
}

function answerPush(status: number, body = ''): void {
  nock('https://github.com').post('/alice/nur.git/git-receive-pack').reply(status, body)
}

describe('reading where a branch stands', () => {
  it('finds it among the others, behind the capabilities of the first', async () => {
    const service = packets('# service=git-receive-pack\n')
    const refs = packets(`${to} refs/heads/addition\0report-status ofs-delta\n`, `${from} refs/heads/add\n`)
    answerRefs(200, service + refs)
    expect(await readRemoteHead(remote, 'add')).toEqual({ type: 'head', sha: from })
    answerRefs(200, service + refs)
    expect(await readRemoteHead(remote, 'ad')).toEqual({ type: 'head', sha: null })
  })

  it.each([401, 403, 404, 302])('takes %d as a refusal', async (status) => {
    answerRefs(status)
    expect(await readRemoteHead(remote, 'add')).toMatchObject({ type: 'refused' })
  })

  it.each([429, 503])('tries again after %d', async (status) => {
    answerRefs(status)
    await expect(readRemoteHead(remote, 'add')).rejects.toThrow(TransientFault)
  })

  it.each(['', '<html>', 'ffff', '0001', '00'])('reads no branch out of %j', async (body) => {
    answerRefs(200, body)
    expect(await readRemoteHead(remote, 'add')).toEqual({ type: 'head', sha: null })
  })
})

describe('pushing', () => {
  it('is done where the other side says so for this branch', async () => {
    answerPush(200, packets('unpack ok\n', 'ok refs/heads/add\n'))
    expect(await pushPack(remote, change)).toEqual({ type: 'pushed' })
  })

  it('is refused where it says no, with its reason, or nothing', async () => {
    answerPush(200, packets('unpack ok\n', 'ng refs/heads/add protected branch hook declined\n'))
    expect(await pushPack(remote, change)).toMatchObject({
      reason: expect.stringContaining('protected branch hook declined'),
    })
    answerPush(200, packets('unpack ok\n', 'ok refs/heads/other\n'))
    expect(await pushPack(remote, change)).toEqual({ type: 'refused', reason: 'no report' })
    answerPush(403)
    expect(await pushPack(remote, change)).toMatchObject({ type: 'refused' })
  })
})
