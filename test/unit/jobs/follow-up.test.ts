import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { App, Scene } from './app.ts'

let app: App
beforeAll(async () => {
  app = await App.start()
})
afterAll(async () => {
  await app.close()
})

const spindle = { 'pkgs/spindle.nix': '{ }\n' }

describe('the life of a pull request and its follow-up', () => {
  it('opens with a check run, one comment and a draft follow-up', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add-spindle', spindle)
    const { pull } = scene.pull(number)
    expect(scene.checkRun(pull.headSha)).toMatchObject({ conclusion: 'failure', status: 'completed' })
    expect(scene.checkRun(pull.headSha)?.annotations).toMatchObject([
      { path: 'pkgs/spindle.nix', start_line: 1 },
    ])
    const followUp = scene.followUp(number)
    expect(scene.keeperSays(number)).toEqual([`Missing: spindle (follow-up ${followUp.number})`])
    expect(followUp).toMatchObject({ state: 'open', pull: { draft: true, baseBranch: 'main' } })
    expect(await scene.read(followUp.pull.headBranch, 'modules/spindle.nix')).toContain('module of spindle')
  })

  it('reviews each push, edits its one comment, and says when nothing is left', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const followUp = scene.followUp(number)
    await scene.checkout.commit('one more', { 'pkgs/knot.nix': '{ }\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.keeperSays(number)).toEqual([`Missing: knot, spindle (follow-up ${followUp.number})`])
    expect(await scene.read(followUp.pull.headBranch, 'modules/knot.nix')).toContain('knot')
    await scene.checkout.commit('modules', { 'modules/spindle.nix': '{ }\n', 'modules/knot.nix': '{ }\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.keeperSays(number)).toEqual(['Settled.'])
    expect(scene.followUp(number)).toMatchObject({ state: 'closed' })
    expect(await scene.hasBranch(followUp.pull.headBranch)).toBe(false)
  })

  it('writes nothing where a review comes to the same result', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const before = scene.snapshot()
    await scene.owner.rest.pulls.update({ ...scene.route, pull_number: number, state: 'closed' })
    await scene.owner.rest.pulls.update({ ...scene.route, pull_number: number, state: 'open' })
    await app.settle()
    expect(JSON.parse(scene.snapshot())).toMatchObject({
      runs: (JSON.parse(before) as { runs: unknown }).runs,
    })
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toHaveLength(1)
    expect(scene.keeperSays(number)).toHaveLength(1)
  })

  it('reports on drafts with the check run alone, and on all once they are ready', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle, { draft: true })
    expect(scene.checkRun(scene.pull(number).pull.headSha)).toBeDefined()
    expect(scene.keeperSays(number)).toEqual([])
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toEqual([])
    await scene.owner.rest.graphql(
      'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { id } } }',
      { id: (await scene.owner.rest.pulls.get({ ...scene.route, pull_number: number })).data.node_id },
    )
    await app.settle()
    expect(scene.keeperSays(number)).toHaveLength(1)
    expect(scene.followUp(number).state).toBe('open')
  })

  it('is closed with its source, branch and all', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    await scene.close(number)
    const followUp = scene.followUp(number)
    expect(followUp.state).toBe('closed')
    expect(await scene.hasBranch(followUp.pull.headBranch)).toBe(false)
    expect(scene.keeperSays(followUp.number)).toEqual([expect.stringContaining(`#${number} was closed`)])
  })

  it('comes back when its source does', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    await scene.close(number)
    await scene.owner.rest.pulls.update({ ...scene.route, pull_number: number, state: 'open' })
    await app.settle()
    expect(scene.followUp(number).state).toBe('open')
  })

  it('is kept with its branch where a person committed to it, with a note', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const { pull, number: followUp } = scene.followUp(number)
    await scene.checkout.switchTo(pull.headBranch)
    const theirs = await scene.checkout.commit('better', { 'modules/spindle.nix': '# by hand\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.keeperSays(followUp)).toEqual([
      expect.stringContaining(`\`${scene.owner.login}\` committed here`),
    ])
    await scene.checkout.switchTo('add')
    await scene.checkout.commit('more', { 'pkgs/knot.nix': '{ }\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.followUp(number).pull.headSha).toBe(theirs)
    await scene.close(number)
    expect(scene.followUp(number)).toMatchObject({ state: 'open' })
    expect(await scene.hasBranch(pull.headBranch)).toBe(true)
    expect(scene.keeperSays(followUp)).toHaveLength(2)
  })

  it('stays closed once a person closed it, until a command opens it again', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const { number: followUp } = scene.followUp(number)
    await scene.close(followUp)
    await scene.checkout.switchTo('add')
    await scene.checkout.commit('more', { 'pkgs/knot.nix': '{ }\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.followUp(number)).toMatchObject({ number: followUp, state: 'closed' })
    const comment = await scene.say(number, '/scaffold')
    expect(scene.followUp(number)).toMatchObject({ number: followUp, state: 'open' })
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(await scene.read(scene.followUp(number).pull.headBranch, 'modules/knot.nix')).toContain('knot')
  })

  it('is brought up to date and made ready when its source is merged', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const { number: followUp, pull } = scene.followUp(number)
    await scene.merge(number)
    expect(scene.followUp(number)).toMatchObject({ number: followUp, state: 'open', pull: { draft: false } })
    expect(await scene.read(pull.headBranch, 'pkgs/spindle.nix')).not.toBeNull()
    expect(await scene.read(pull.headBranch, 'modules/spindle.nix')).not.toBeNull()
    expect(scene.keeperSays(followUp)).toEqual([expect.stringContaining('ready for review')])
    await scene.merge(followUp)
    expect(await scene.hasBranch(pull.headBranch)).toBe(false)
  })

  it('is withdrawn after the merge where the module came another way', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    await scene.checkout.branch('by-hand', 'origin/main')
    await scene.checkout.commit('by hand', { 'modules/spindle.nix': '{ }\n' })
    await scene.checkout.git('push', '--quiet', 'origin', 'HEAD:main')
    await app.settle()
    await scene.merge(number)
    expect(scene.followUp(number).state).toBe('closed')
  })

  it('reviews a pull request from a fork without writing to the fork', async () => {
    const scene = await Scene.open(app)
    const { data: fork } = await scene.stranger.rest.repos.createFork(scene.route)
    const forked = app.github.world.repositories.find(({ id }) => id === fork.id)
    if (forked === undefined) throw new Error('no fork')
    const checkout = await scene.stranger.clone(forked)
    await checkout.switchTo('main')
    await checkout.branch('add')
    await checkout.commit('add', spindle)
    await checkout.push()
    const { data: opened } = await scene.stranger.rest.pulls.create({
      ...scene.route,
      title: 'add',
      head: `${scene.stranger.login}:add`,
      base: 'main',
    })
    await app.settle()
    expect(scene.keeperSays(opened.number)).toHaveLength(1)
    expect(scene.followUp(opened.number).pull.headRepository).toBe(scene.repository)
    const branches = await checkout.git('ls-remote', '--heads', 'origin')
    expect(branches).not.toContain('nur-keeper')
  })
})
