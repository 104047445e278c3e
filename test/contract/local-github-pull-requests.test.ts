import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Checkout } from '../../local-github/people/checkout.ts'
import { appClient } from '../support/app-client.ts'
import { leaveStage, setStage, type Stage } from '../support/github.ts'

const manifest = {
  name: 'nur-keeper',
  default_permissions: { contents: 'write', issues: 'write', pull_requests: 'write', checks: 'write' },
  default_events: [
    'push',
    'pull_request',
    'issue_comment',
    'check_run',
    'check_suite',
    'create',
    'delete',
    'issues',
    'fork',
  ],
} as const

describe('pull requests on the local GitHub', () => {
  let stage: Stage
  let work: Checkout
  beforeEach(async () => {
    stage = await setStage({ 'default.nix': '{ }\n', 'list.txt': 'one\ntwo\n' }, { manifest })
    work = await stage.member.clone(stage.repository)
    await work.switchTo('main')
  })
  afterEach(async () => {
    await work.remove()
    await leaveStage(stage)
  })

  const open = async (
    branch: string,
    files: Record<string, string | null>,
    draft = false,
  ): Promise<number> => {
    await work.branch(branch, 'origin/main')
    await work.commit(`On ${branch}`, files)
    await work.push()
    const { data } = await stage.member.rest.pulls.create({
      ...stage.route,
      head: branch,
      base: 'main',
      title: branch,
      draft,
    })
    return data.number
  }
  const get = async (number: number) =>
    (await stage.member.rest.pulls.get({ ...stage.route, pull_number: number })).data
  const events = (): readonly string[] =>
    stage.github.world.deliveries.map(({ event, action }) => (action === null ? event : `${event}.${action}`))

  it('follows its branch, and shows the files that really differ', async () => {
    const number = await open('add', { 'pkgs/a.nix': '{ }: 1\n', 'list.txt': 'one\ntwo\nthree\n' })
    const first = await get(number)
    const sha = await work.commit('More', { 'default.nix': null, 'renamed.nix': '{ }\n' })
    await work.push()
    const second = await get(number)
    expect([first.changed_files, second.head.sha, second.mergeable]).toEqual([2, sha, true])
    const { data: files } = await stage.member.rest.pulls.listFiles({ ...stage.route, pull_number: number })
    expect(files.map(({ status, filename, additions }) => [status, filename, additions])).toEqual([
      ['modified', 'list.txt', 1],
      ['added', 'pkgs/a.nix', 1],
      ['renamed', 'renamed.nix', 0],
    ])
    expect(events()).toContain('pull_request.synchronize')
    expect(await work.git('ls-remote', 'origin', `refs/pull/${number}/head`)).toContain(sha)
  })

  it('merges three ways, and not where that conflicts', async () => {
    const [one, other] = [
      await open('one', { 'list.txt': 'ONE\ntwo\n' }),
      await open('other', { 'list.txt': 'one!\ntwo\n', 'new.txt': 'x\n' }),
    ]
    await stage.maintainer.rest.pulls.merge({ ...stage.route, pull_number: one })
    expect(await get(one)).toMatchObject({
      merged: true,
      state: 'closed',
      merged_by: { login: 'maintainer' },
    })
    expect((await get(other)).mergeable).toBe(true)
    await work.push('--force')
    await work.git('commit', '--quiet', '--allow-empty', '-m', 'Again')
    await work.push()
    expect((await get(other)).mergeable).toBe(false)
    const merging = stage.maintainer.rest.pulls.merge({ ...stage.route, pull_number: other })
    await expect(merging).rejects.toMatchObject({ status: 405 })
    await work.git('fetch', '--quiet', 'origin')
    await work.git('rebase', '--quiet', '-X', 'theirs', 'origin/main')
    await work.push('--force')
    await stage.maintainer.rest.pulls.merge({ ...stage.route, pull_number: other })
    await work.switchTo('main')
    expect(await work.read('list.txt')).toBe('one!\ntwo\n')
    expect(await work.read('new.txt')).toBe('x\n')
  })

  it('comes from a fork, whose branch it follows', async () => {
    const { stranger, github, route } = stage
    const { data: fork } = await stranger.rest.repos.createFork(route)
    const repository = github.world.repository('stranger', fork.name)
    if (repository === null) throw new Error('no fork')
    const checkout = await stranger.clone(repository)
    await checkout.switchTo('main')
    await checkout.branch('add')
    await checkout.commit('Add', { 'pkgs/a.nix': '1\n' })
    await checkout.push()
    const { data: pull } = await stranger.rest.pulls.create({
      ...route,
      head: 'stranger:add',
      base: 'main',
      title: 'Add',
    })
    expect(pull.head.repo.full_name).toBe('stranger/nur')
    const sha = await checkout.commit('Mend', { 'pkgs/a.nix': '2\n' })
    await checkout.push()
    expect((await get(pull.number)).head.sha).toBe(sha)
    const app = appClient(github, stage.installation.id)
    const { data } = await app.rest.repos.compareCommitsWithBasehead({
      ...route,
      basehead: 'main...stranger:add',
    })
    expect([data.ahead_by, data.files?.map(({ filename }) => filename)]).toEqual([2, ['pkgs/a.nix']])
    const { data: content } = await app.rest.git.getTree({ ...route, tree_sha: sha, recursive: '1' })
    expect(content.tree.map(({ path }) => path)).toContain('pkgs/a.nix')
    const pushing = app.rest.git.createRef({ owner: 'stranger', repo: 'nur', ref: 'refs/heads/x', sha })
    await expect(pushing).rejects.toMatchObject({ status: 403 })
    await checkout.remove()
  })

  it('refuses a second one of the same branch, and one without commits', async () => {
    await open('twice', { 'a.txt': 'a\n' })
    const again = stage.member.rest.pulls.create({
      ...stage.route,
      head: 'twice',
      base: 'main',
      title: 'Again',
    })
    await expect(again).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('already exists'),
    })
    await work.branch('empty', 'origin/main')
    await work.push()
    const empty = stage.member.rest.pulls.create({
      ...stage.route,
      head: 'empty',
      base: 'main',
      title: 'Nothing',
    })
    await expect(empty).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('No commits between'),
    })
  })

  it('is a draft until it is made ready', async () => {
    const number = await open('draft', { 'a.txt': 'a\n' }, true)
    const { node_id: id, draft } = await get(number)
    expect(draft).toBe(true)
    const app = appClient(stage.github, stage.installation.id)
    const mutation = `mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`
    await app.graphql(mutation, { id })
    expect((await get(number)).draft).toBe(false)
    expect(events()).toContain('pull_request.ready_for_review')
  })

  it('closes when its branch goes, and does not open again without it', async () => {
    const number = await open('gone', { 'a.txt': 'a\n' })
    await work.git('push', '--quiet', 'origin', '--delete', 'gone')
    expect((await get(number)).state).toBe('closed')
    const reopening = stage.member.rest.pulls.update({ ...stage.route, pull_number: number, state: 'open' })
    await expect(reopening).rejects.toMatchObject({ status: 422 })
  })

  it('counts as merged once its base holds it', async () => {
    const number = await open('direct', { 'a.txt': 'a\n' })
    await work.git('push', '--quiet', 'origin', 'HEAD:main')
    expect(await get(number)).toMatchObject({ merged: true, state: 'closed' })
  })

  it('tells of an edited title, body and base', async () => {
    const number = await open('edit', { 'a.txt': 'a\n' })
    await work.git('push', '--quiet', 'origin', 'origin/main:refs/heads/next')
    await stage.member.rest.pulls.update({
      ...stage.route,
      pull_number: number,
      title: 'New',
      body: 'Text',
      base: 'next',
    })
    expect(await get(number)).toMatchObject({ title: 'New', body: 'Text', base: { ref: 'next' } })
    expect(events().filter((name) => name === 'pull_request.edited')).toHaveLength(2)
  })
})
