import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { faultsOfPayload } from '../support/payload-contract.ts'
import { App, Scene } from '../unit/jobs/app.ts'
import { lantern, smallNur, wick } from './small-nur.ts'

// `/regenerate-docs` with the real core, on real git, with exactly the permissions of app.yml.

let app: App
beforeAll(async () => {
  app = await App.start('real')
})
afterEach(() => {
  const payloads = app.github.world.deliveries.flatMap(({ event, body }) =>
    faultsOfPayload(event, JSON.parse(body) as object),
  )
  expect([...app.github.breaches, ...payloads]).toEqual([])
})
afterAll(async () => {
  await app.close()
})

const open = () => Scene.open(app, smallNur)
const packagesPage = 'docs/PACKAGES_AND_MODULES.md'
const documents = 'nur-keeper/documents'
const openToMaintainers = { maintainersMayPush: true }

/** Comments, without waiting for what comes of it. */
async function post(scene: Scene, issue: number, body: string): Promise<number> {
  const { data } = await scene.owner.rest.issues.createComment({ ...scene.route, issue_number: issue, body })
  return data.id
}

describe('on a pull request of the same repository', () => {
  it('commits the documents to its branch, as the App, signed', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const comment = await scene.say(number, '/regenerate-docs')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(await scene.read('add', packagesPage)).toContain('harbor-lantern')
    const head = scene.pull(number).pull.headSha
    const { data } = await scene.owner.rest.repos.getCommit({ ...scene.route, ref: head })
    expect(data).toMatchObject({
      author: { login: 'nur-keeper[bot]' },
      commit: { verification: { verified: true } },
    })
    expect(scene.checkRun(head)?.status).toBe('completed')
  })

  it('a second time: nothing is written, and it says why', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.say(number, '/regenerate-docs')
    const head = scene.pull(number).pull.headSha
    const comment = await scene.say(number, '/regenerate-docs')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(scene.pull(number).pull.headSha).toBe(head)
    expect(scene.keeperSays(number).at(-1)).toContain('up to date')
  })

  it('two commands at once: one commit, and an outcome for each', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const before = scene.pull(number).pull.headSha
    const both = await Promise.all([
      post(scene, number, '/regenerate-docs'),
      post(scene, number, '/regenerate-docs'),
    ])
    await app.settle()
    for (const comment of both) expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    const head = scene.pull(number).pull.headSha
    await scene.checkout.git('fetch', '--quiet', 'origin')
    expect(await scene.checkout.git('rev-list', `${before}..${head}`)).toBe(head)
    const said = scene.keeperSays(number).slice(-2).sort()
    expect(said).toEqual([
      expect.stringContaining('Every document is up to date'),
      expect.stringContaining(head.slice(0, 12)),
    ])
  })

  it('a push in between voids what was worked out; the documents are those of the new head', async () => {
    const scene = await open()
    const number = await scene.propose('add', wick)
    await scene.checkout.switchTo('add')
    const pushed = await scene.checkout.commit('More', lantern)
    const push = () => scene.checkout.push()
    app.github.faults.add('POST', /git\/trees$/, { type: 'overtaken', by: push })
    const comment = await scene.say(number, '/regenerate-docs')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(await scene.read('add', packagesPage)).toContain('harbor-lantern')
    expect(await scene.checkout.git('rev-parse', 'origin/add^')).toBe(pushed)
  })

  it('is for write access, or the author of the PR on their own; others are told so', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const head = scene.pull(number).pull.headSha
    const comment = await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toMatch(/people with write access, and the author/)
    expect(scene.pull(number).pull.headSha).toBe(head)
  })
})

describe('on a pull request from a fork', () => {
  it('where maintainers may push: commits the documents there, on top, and nothing else', async () => {
    const scene = await open()
    const script = { 'bin/run.sh': '#!/bin/sh\n', 'docs/deep/er/notes.md': 'Ours.\n' }
    const { number, checkout } = await scene.proposeFromFork(
      'add',
      { ...lantern, ...script },
      openToMaintainers,
    )
    const theirs = await checkout.git('rev-parse', 'HEAD')
    const comment = await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.keeperSays(number).at(-1)).toContain('The documents are regenerated in')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    await checkout.switchTo('add')
    expect(await checkout.git('rev-parse', 'HEAD^')).toBe(theirs)
    expect(await checkout.read(packagesPage)).toContain('harbor-lantern')
    expect(await checkout.git('diff', '--name-only', 'HEAD^')).toMatch(/^(docs\/\S+\n?|README\.md\n?)+$/)
    expect(await checkout.git('fsck', '--strict')).toBe('')
    const head = scene.pull(number).pull.headSha
    const { data } = await scene.owner.rest.repos.getCommit({ ...scene.route, ref: head })
    expect(data).toMatchObject({ sha: head, author: { login: 'nur-keeper[bot]' } })
    expect(scene.checkRun(head)?.status).toBe('completed')
    expect(scene.pullsOf(documents)).toEqual([])
    await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.keeperSays(number).at(-1)).toContain('Every document is up to date')
    expect(scene.pull(number).pull.headSha).toBe(head)
  })

  it('where they may not: opens the documents PR, and says so', async () => {
    const scene = await open()
    const { number } = await scene.proposeFromFork('add', lantern)
    const head = scene.pull(number).pull.headSha
    const comment = await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(scene.pull(number).pull.headSha).toBe(head)
    const [opened] = scene.pullsOf(documents)
    expect(opened).toMatchObject({ state: 'open' })
    expect(scene.keeperSays(number).at(-1)).toContain('does not let maintainers push')
    expect(scene.keeperSays(number).at(-1)).toContain(`#${opened?.number ?? 0}`)
  })

  it('where the fork refuses the push all the same: opens the documents PR, and says so', async () => {
    const scene = await open()
    const { number, fork } = await scene.proposeFromFork('add', lantern, openToMaintainers)
    const hook = join(fork.git.folder, 'hooks/pre-receive')
    await writeFile(hook, '#!/bin/sh\nexit 1\n')
    await chmod(hook, 0o755)
    const head = scene.pull(number).pull.headSha
    await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.pull(number).pull.headSha).toBe(head)
    expect(scene.pullsOf(documents)).toMatchObject([{ state: 'open' }])
    expect(scene.keeperSays(number).at(-1)).toContain('`add` does not take the commit')
  })

  it('a push of its author in between: the documents are those of the new head', async () => {
    const scene = await open()
    const { number, checkout } = await scene.proposeFromFork('add', wick, openToMaintainers)
    const pushed = await checkout.commit('More', lantern)
    const push = () => checkout.push()
    app.github.faults.add('GET', /^\/users\/nur-keeper/, { type: 'overtaken', by: push })
    const comment = await scene.say(number, '/regenerate-docs')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    await checkout.switchTo('add')
    expect(await checkout.git('rev-parse', 'HEAD^')).toBe(pushed)
    expect(await checkout.read(packagesPage)).toContain('harbor-lantern')
  })

  it('is refused to a passer-by, and nothing is pushed', async () => {
    const scene = await open()
    const { number } = await scene.proposeFromFork('add', lantern, openToMaintainers)
    const head = scene.pull(number).pull.headSha
    const passerBy = app.github.addPerson(`passer-by-of-${scene.owner.login}`)
    const comment = await scene.say(number, '/regenerate-docs', passerBy)
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.pull(number).pull.headSha).toBe(head)
  })
})

describe('elsewhere', () => {
  it('on an issue: the documents PR', async () => {
    const scene = await open()
    const { data } = await scene.owner.rest.issues.create({ ...scene.route, title: 'Documents?' })
    const comment = await scene.say(data.number, '/regenerate-docs')
    expect(scene.reactions(data.number, comment)).toEqual(['eyes', 'rocket'])
    const [opened] = scene.pullsOf(documents)
    expect(opened).toMatchObject({ state: 'open', pull: { draft: false } })
    expect(scene.keeperSays(data.number).at(-1)).toContain(`#${opened?.number ?? 0}`)
  })

  it('on a closed PR: the documents PR, and its branch is left alone', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const head = scene.pull(number).pull.headSha
    await scene.close(number)
    await scene.say(number, '/regenerate-docs')
    expect(await scene.checkout.git('ls-remote', 'origin', 'refs/heads/add')).toContain(head)
    expect(scene.pullsOf(documents)).toMatchObject([{ state: 'open' }])
    expect(scene.keeperSays(number).at(-1)).toContain('is closed, so its branch is left alone')
  })
})
