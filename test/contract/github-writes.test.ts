import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import nock from 'nock'
import { BlobCache } from '../../src/github/blob-cache.ts'
import { openBranches } from '../../src/github/branches.ts'
import { openChecks } from '../../src/github/checks.ts'
import { classifyError } from '../../src/github/classify-error.ts'
import { openConversation } from '../../src/github/conversation.ts'
import { openHistory } from '../../src/github/history.ts'
import { RateReserve } from '../../src/github/rate-reserve.ts'
import { SnapshotCache } from '../../src/github/snapshot-cache.ts'
import { PermanentFault, TransientFault } from '../../src/model/fault.ts'
import type { CheckRunPlan } from '../../src/model/plan.ts'
import { memorySnapshot } from '../support/snapshot.ts'
import { githubClient, keeper, problem, reply, sha } from './github-client.ts'
import { api, checkRun, comment, commit, person, tree, user } from './github-samples.ts'

const folder = join(tmpdir(), 'unused')
afterEach(() => {
  const pending = nock.pendingMocks()
  nock.cleanAll()
  expect(pending).toEqual([])
})

describe('the one comment', () => {
  it('is found on the second page, by author and marker, never by the marker alone', async () => {
    const client = githubClient()
    const forged = comment(1, 'mallory', 'x <!-- nur-keeper:comment -->')
    const next = { link: `<${api}/issues/3/comments?per_page=100&page=2>; rel="next"` }
    reply('GET', '/issues/3/comments?per_page=100', 200, [forged], next)
    reply('GET', '/issues/3/comments?per_page=100&page=2', 200, [
      comment(2, keeper.login, 'old\n\n<!-- nur-keeper:comment -->\n'),
    ])
    reply('PATCH', '/issues/comments/2', 200, comment(2, keeper.login, 'new'))
    expect(await openConversation(client).ensureComment(3, 'comment', 'new')).toBe('updated')
    expect(await client.store.comments.read(client.ref, '3/comment')).toMatchObject({ id: 2 })
  })

  it('is not trusted where the stored id is a comment of somebody else', async () => {
    const client = githubClient()
    await client.store.comments.write(client.ref, '3/comment', { id: 9, digest: 'x' })
    reply('GET', '/issues/comments/9', 200, comment(9, 'mallory', 'x'))
    reply('POST', '/issues/3/comments', 201, comment(10, keeper.login, 'new'))
    expect(await openConversation(client).ensureComment(3, 'comment', 'new')).toBe('created')
  })

  it('is not said again after somebody deleted it, until there is something else to say', async () => {
    const client = githubClient()
    const conversation = openConversation(client)
    reply('GET', '/issues/3/comments?per_page=100', 200, [])
    reply('POST', '/issues/3/comments', 201, comment(10, keeper.login, 'new'))
    await conversation.ensureComment(3, 'comment', 'new')
    reply('GET', '/issues/comments/10', 404, problem('Not Found')).persist()
    expect(await conversation.ensureComment(3, 'comment', 'new')).toBe('unchanged')
    reply('POST', '/issues/3/comments', 201, comment(11, keeper.login, 'other'))
    expect(await conversation.ensureComment(3, 'comment', 'other')).toBe('created')
    nock.cleanAll()
  })

  it('is cut where GitHub would refuse its length', async () => {
    const client = githubClient()
    reply('GET', '/issues/3/comments?per_page=100', 200, [])
    let sent = ''
    nock('https://api.github.com')
      .post('/repos/tangled/nur/issues/3/comments', (body: { body: string }) => {
        sent = body.body
        return true
      })
      .reply(201, comment(12, keeper.login, 'x'))
    await openConversation(client).ensureComment(3, 'comment', 'x'.repeat(70_000))
    expect(sent.length).toBeLessThanOrEqual(65_536)
    expect(sent).toContain('<!-- nur-keeper:comment -->')
  })

  it('counts a stranger as somebody without rights', async () => {
    reply('GET', '/collaborators/mallory/permission', 404, problem('mallory is not a user'))
    expect(await openConversation(githubClient()).permission('mallory')).toBe('none')
  })
})

describe('the check run', () => {
  const plan = (count: number): CheckRunPlan => ({
    name: 'nur-keeper',
    headSha: sha('h'),
    conclusion: 'failure',
    title: 'x',
    summary: 'y',
    annotations: Array.from({ length: count }, (_, index) => ({
      code: 'missing-module',
      severity: 'error',
      path: 'a.nix',
      line: index + 1,
      column: 3,
      endLine: index + (index % 2 === 0 ? 1 : 2),
      message: 'm',
      remedy: 'r',
      subject: 's',
    })),
  })
  const none = { total_count: 0, check_runs: [] }
  const list = `/commits/${sha('h')}/check-runs?check_name=nur-keeper&app_id=7&filter=latest`

  it('sends fifty annotations at a time, and counts as whole only with the last', async () => {
    reply('GET', list, 200, none)
    const sent: {
      external_id: string
      output: { annotations: { start_column?: number; start_line: number; end_line: number }[] }
    }[] = []
    const record = (body: (typeof sent)[number]): boolean => sent.push(body) > 0
    const run = checkRun(5)
    nock('https://api.github.com').post('/repos/tangled/nur/check-runs', record).reply(201, run)
    nock('https://api.github.com').patch('/repos/tangled/nur/check-runs/5', record).twice().reply(200, run)
    const client = githubClient()
    expect(await openChecks(client).ensure(plan(120), { again: false })).toBe('created')
    expect(sent.map(({ output }) => output.annotations.length)).toEqual([50, 50, 20])
    expect(sent.map(({ external_id }) => external_id === 'partial')).toEqual([true, true, false])
    for (const { start_column, start_line, end_line } of sent.flatMap(({ output }) => output.annotations)) {
      expect(start_column === undefined).toBe(start_line !== end_line)
    }
  })
})

describe('writing a branch', () => {
  const base = memorySnapshot({ 'a.nix': '{ }' }, sha('base'))
  const history = {
    ...openHistory(githubClient(), 'main', {
      blobs: new BlobCache(folder, 1),
      snapshots: new SnapshotCache(1),
    }),
    snapshot: () => Promise.resolve(base),
    mergeBase: () => Promise.resolve(sha('base')),
  }
  const plan = {
    branch: 'nur-keeper/documents',
    base: 'main',
    baseSha: sha('base'),
    files: [{ path: 'docs/x.md', content: 'x' }],
    commitMessage: 'm',
    title: 't',
    body: 'b',
    draft: false,
    labels: [],
  }
  const reference = (id: string): object => ({
    ref: `refs/heads/${plan.branch}`,
    node_id: 'R_x',
    url: `${api}/git/refs/heads/${plan.branch}`,
    object: { type: 'commit', sha: id, url: `${api}/git/commits/${id}` },
  })
  const options = { takeOver: false, upToDate: false }
  const ref = '/git/ref/heads%2Fnur-keeper%2Fdocuments'

  it('never forces: where somebody pushed in between it tries again later', async () => {
    const client = githubClient()
    await client.store.branches.write(client.ref, plan.branch, {
      head: sha('own'),
      previousHead: null,
      baseSha: sha('base'),
      digest: 'other',
      closedByKeeper: null,
    })
    reply('GET', ref, 200, reference(sha('own')))
    reply('GET', `/git/commits/${sha('base')}`, 200, commit(sha('base'), sha('t')))
    reply('POST', '/git/trees', 201, tree(sha('t2'), []))
    reply('POST', '/git/commits', 201, commit(sha('new'), sha('t2')))
    let force: unknown
    nock('https://api.github.com')
      .patch('/repos/tangled/nur/git/refs/heads%2Fnur-keeper%2Fdocuments', (body: { force: unknown }) => {
        force = body.force
        return true
      })
      .reply(422, problem('Update is not a fast forward'))
    await expect(openBranches(client, history).ensure(plan, options)).rejects.toThrow(TransientFault)
    expect(force).toBe(false)
  })

  it('leaves a head alone that is not its own, also where the author pretends to be the keeper', async () => {
    const client = githubClient()
    reply('GET', ref, 200, reference(sha('theirs')))
    const full = {
      ...commit(sha('theirs'), sha('t')),
      comments_url: `${api}/commits/x/comments`,
      commit: {
        url: 'https://example.org',
        author: person,
        committer: person,
        message: 'x',
        comment_count: 0,
        tree: { sha: sha('t'), url: 'https://example.org' },
        verification: {
          verified: false,
          reason: 'unsigned',
          signature: null,
          payload: null,
          verified_at: null,
        },
      },
      author: user(keeper.login),
      committer: user(keeper.login),
    }
    reply('GET', `/commits/${sha('theirs')}`, 200, full).persist()
    expect(await openBranches(client, history).ensure(plan, options)).toMatchObject({
      type: 'foreign',
      author: keeper.login,
    })
    nock.cleanAll()
  })

  it('writes through no link, and outside of no repository', async () => {
    const linked = memorySnapshot({ 'a.nix': '{ }' }, sha('base'))
    const entries = new Map([
      ...linked.entries,
      ['docs', { path: 'docs', hash: sha('l'), type: 'symlink' as const, executable: false, size: 4 }],
    ])
    const hostile = { ...history, snapshot: () => Promise.resolve({ ...linked, entries }) }
    for (const path of ['docs/x.md', '../x', 'a/.GIT/hooks/x', '/x', 'a//b']) {
      const client = githubClient()
      reply('GET', ref, 404, problem('Not Found'))
      await expect(
        openBranches(client, hostile).ensure({ ...plan, files: [{ path, content: 'x' }] }, options),
      ).rejects.toThrow(PermanentFault)
    }
  })
})

describe('faults', () => {
  const now = new Date('2026-01-01T00:00:00Z')

  it('are told apart as they come over the wire', async () => {
    const client = githubClient()
    const failing = async (
      status: number,
      message: string,
      headers: Record<string, string> = {},
    ): Promise<unknown> => {
      reply('GET', '/git/ref/heads%2Fmain', status, problem(message), headers)
      try {
        await client.octokit.rest.git.getRef({ ...client.route, ref: 'heads/main' })
        return null
      } catch (error) {
        return classifyError(error, now)
      }
    }
    expect(await failing(502, 'Server Error')).toBeInstanceOf(TransientFault)
    expect(await failing(403, 'Repository was archived so is read-only.')).toBeInstanceOf(PermanentFault)
    expect(
      await failing(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '30' }),
    ).toMatchObject({
      retryAt: new Date('2026-01-01T00:00:30Z'),
    })
    nock('https://api.github.com')
      .get('/repos/tangled/nur')
      .replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
    const error = await client.octokit.rest.repos
      .get(client.route)
      .catch((thrown: unknown) => classifyError(thrown, now))
    expect(error).toBeInstanceOf(TransientFault)
  })

  it('stop the keeper before it uses up what other tools need', async () => {
    const reserve = new RateReserve(() => now)
    const client = githubClient(reserve)
    const reset = String(now.getTime() / 1000 + 600)
    reply('GET', '/git/ref/heads%2Fmain', 404, problem('Not Found'))
    await client.octokit.rest.git.getRef({ ...client.route, ref: 'heads/main' }).catch(() => null)
    reply(
      'GET',
      '/collaborators/ann/permission',
      200,
      { permission: 'read', role_name: 'read', user: null },
      {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '999',
        'x-ratelimit-reset': reset,
      },
    )
    await openConversation(client).permission('ann')
    await expect(openConversation(client).permission('ann')).rejects.toMatchObject({
      name: 'TransientFault',
      retryAt: new Date(now.getTime() + 600_000),
    })
  })
})
