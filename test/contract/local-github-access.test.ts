import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createSign } from 'node:crypto'
import { appClient } from '../support/app-client.ts'
import { leaveStage, setStage, type Stage } from '../support/github.ts'

const readOnly = {
  name: 'reader',
  default_permissions: { contents: 'read', issues: 'read', pull_requests: 'read' },
  default_events: ['push'],
} as const

describe('who may do what on the local GitHub', () => {
  let stage: Stage
  let now = new Date('2026-03-04T05:06:07Z')
  beforeEach(async () => {
    now = new Date()
    stage = await setStage({ 'default.nix': '{ }\n' }, { manifest: readOnly, now: () => now })
  })
  afterEach(async () => {
    await leaveStage(stage)
  })

  const jwt = (claims: object, key = stage.github.app.privateKey): string => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`
    return `${unsigned}.${createSign('RSA-SHA256').update(unsigned).sign(key, 'base64url')}`
  }
  const asApp = async (token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${stage.github.apiUrl}/app`, { headers })).status
  }

  it('takes a JWT that the App signed, for ten minutes at most', async () => {
    const seconds = Math.floor(now.getTime() / 1000)
    const iss = stage.github.app.id
    expect(await asApp(jwt({ iss, iat: seconds - 30, exp: seconds + 540 }))).toBe(200)
    expect(await asApp(jwt({ iss, iat: seconds - 700, exp: seconds - 60 }))).toBe(401)
    expect(await asApp(jwt({ iss, iat: seconds, exp: seconds + 3600 }))).toBe(401)
    expect(await asApp(jwt({ iss: 1, iat: seconds, exp: seconds + 60 }))).toBe(401)
    const forged = jwt({ iss, iat: seconds, exp: seconds + 60 }).replace(/\.[^.]+$/, '.c2lnbmF0dXJl')
    expect(await asApp(forged)).toBe(401)
  })

  it('gives tokens that expire after an hour', async () => {
    const { data } = await appClient(stage.github).rest.apps.createInstallationAccessToken({
      installation_id: stage.installation.id,
    })
    const headers = { authorization: `token ${data.token}` }
    const url = `${stage.github.apiUrl}/repos/atmosphere/nur`
    expect((await fetch(url, { headers })).status).toBe(200)
    now = new Date(now.getTime() + 3601_000)
    expect((await fetch(url, { headers })).status).toBe(401)
  })

  it('refuses an installation what the manifest does not grant', async () => {
    const app = appClient(stage.github, stage.installation.id)
    const { route } = stage
    await stage.maintainer.rest.issues.create({ ...route, title: 'A question' })
    const refusal = {
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    }
    await expect(
      app.rest.issues.createComment({ ...route, issue_number: 1, body: 'x' }),
    ).rejects.toMatchObject(refusal)
    const head = stage.repository.git
    const sha = (await head.readRef('refs/heads/main')) ?? ''
    await expect(app.rest.git.createRef({ ...route, ref: 'refs/heads/x', sha })).rejects.toMatchObject(
      refusal,
    )
    await expect(
      app.rest.checks.create({ ...route, name: 'x', head_sha: sha, status: 'queued' }),
    ).rejects.toMatchObject(refusal)
    await expect(app.rest.checks.listForRef({ ...route, ref: 'main' })).rejects.toMatchObject(refusal)
    expect((await app.rest.issues.get({ ...route, issue_number: 1 })).data.title).toBe('A question')
  })

  it('hides a private repository from who has no part in it', async () => {
    const { github, maintainer, stranger, organization } = stage
    await github.addRepository(organization, 'secret', { isPrivate: true, roles: [[maintainer, 'admin']] })
    const route = { owner: 'atmosphere', repo: 'secret' }
    expect((await maintainer.rest.repos.get(route)).status).toBe(200)
    await expect(stranger.rest.repos.get(route)).rejects.toMatchObject({ status: 404 })
    const other = github.addPerson('elsewhere')
    await github.addRepository(other.account, 'closed', { isPrivate: true })
    const app = appClient(github, stage.installation.id)
    await expect(app.rest.repos.get({ owner: 'elsewhere', repo: 'closed' })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('tells the role of a person; a stranger may read what is public', async () => {
    const app = appClient(stage.github, stage.installation.id)
    const roleOf = async (username: string): Promise<string> =>
      (await app.rest.repos.getCollaboratorPermissionLevel({ ...stage.route, username })).data.permission
    expect(await Promise.all(['maintainer', 'member', 'stranger'].map(roleOf))).toEqual([
      'admin',
      'write',
      'read',
    ])
    await expect(roleOf('nobody')).rejects.toMatchObject({ status: 404 })
  })

  it('counts requests and refuses beyond the limit', async () => {
    const app = appClient(stage.github, stage.installation.id)
    const { headers } = await app.rest.repos.get(stage.route)
    expect(Number(headers['x-ratelimit-remaining'])).toBe(4999)
    stage.github.rateLimits.leave(`installation:${stage.installation.id}`, 0)
    await expect(app.rest.repos.get(stage.route)).rejects.toMatchObject({ status: 403 })
  })

  it('leads from an old name to the new one', async () => {
    stage.github.rename(stage.repository, 'packages')
    expect((await stage.maintainer.rest.repos.get(stage.route)).data.full_name).toBe('atmosphere/packages')
  })

  it('answers an unchanged resource by its ETag', async () => {
    const { headers } = await stage.maintainer.rest.repos.get(stage.route)
    const again = stage.maintainer.rest.repos.get({
      ...stage.route,
      headers: { 'if-none-match': headers.etag ?? '' },
    })
    await expect(again).rejects.toMatchObject({ status: 304 })
  })

  it('refuses a push without the right', async () => {
    const checkout = await stage.stranger.clone(stage.repository)
    await checkout.switchTo('main')
    await checkout.commit('Mine', { 'x.nix': '1\n' })
    await expect(checkout.push()).rejects.toThrow(/403|denied/)
    await checkout.remove()
  })

  describe('a fork whose author allows edits by maintainers', () => {
    const propose = async (maintainerCanModify: boolean) => {
      const { stranger, route, github } = stage
      await stranger.rest.repos.createFork(route)
      const fork = github.world.repository(stranger.login, route.repo)
      if (fork === null) throw new Error('no fork')
      const checkout = await stranger.clone(fork)
      await checkout.switchTo('main')
      await checkout.branch('theirs')
      await checkout.commit('Theirs', { 'x.nix': '1\n' })
      await checkout.push()
      await stranger.rest.pulls.create({
        ...route,
        title: 'Theirs',
        head: `${stranger.login}:theirs`,
        base: 'main',
        maintainer_can_modify: maintainerCanModify,
      })
      await checkout.remove()
      return { fork, route: { owner: stranger.login, repo: route.repo } }
    }

    it('lets them push to that branch alone, and not delete it', async () => {
      const { fork } = await propose(true)
      const checkout = await stage.maintainer.clone(fork)
      await checkout.switchTo('theirs')
      await checkout.commit('Ours', { 'x.nix': '2\n' })
      await checkout.push()
      await expect(checkout.git('push', '--quiet', 'origin', 'HEAD:main')).rejects.toThrow(/403|denied/)
      await expect(checkout.git('push', '--quiet', 'origin', 'HEAD:new')).rejects.toThrow(/403|denied/)
      await expect(checkout.git('push', '--quiet', 'origin', ':theirs')).rejects.toThrow(/403|denied/)
      await checkout.remove()
    })

    it('is closed to an App that may not write to the base, and to every App over the API', async () => {
      const { fork, route } = await propose(true)
      const app = appClient(stage.github, stage.installation.id)
      const { data } = await appClient(stage.github).rest.apps.createInstallationAccessToken({
        installation_id: stage.installation.id,
      })
      const authorization = `Basic ${Buffer.from(`x-access-token:${data.token}`).toString('base64')}`
      const url = `${stage.github.url}/${route.owner}/${fork.name}.git/info/refs?service=git-receive-pack`
      expect((await fetch(url, { headers: { authorization } })).status).toBe(403)
      const sha = (await fork.git.readRef('refs/heads/main')) ?? ''
      await expect(app.rest.git.updateRef({ ...route, ref: 'heads/theirs', sha })).rejects.toMatchObject({
        status: 403,
      })
    })

    it('is closed to maintainers without that consent', async () => {
      const { fork } = await propose(false)
      const checkout = await stage.maintainer.clone(fork)
      await checkout.switchTo('theirs')
      await checkout.commit('Ours', { 'x.nix': '2\n' })
      await expect(checkout.push()).rejects.toThrow(/403|denied/)
      await checkout.remove()
    })
  })
})
