import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { faultsOfPayload } from '../support/payload-contract.ts'
import { App, Scene } from '../unit/jobs/app.ts'
import { followUpModule, harborWith, lantern, ownModule, smallNur, wick } from './small-nur.ts'

// One test for each row of the event table of docs/… that is about pull requests, with the real core, on real git,
// with exactly the permissions of app.yml.

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
const parentsOf = async (scene: Scene, sha: string) => (await scene.repository.git.commit(sha)).parents

describe('PR opened, reopened, synchronize, ready for review, base edited', () => {
  it('opened: a check run with annotations on the lines, one comment, a draft follow-up', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const run = scene.checkRun(scene.pull(number).pull.headSha)
    expect(run).toMatchObject({ name: 'nur-keeper', status: 'completed', conclusion: 'neutral' })
    expect(run?.annotations).toMatchObject([
      {
        path: 'pkgs/harbor/lantern.nix',
        start_line: 7,
        annotation_level: 'warning',
        title: 'missing-module',
      },
    ])
    const followUp = scene.followUp(number)
    expect(scene.keeperSays(number)).toEqual([
      expect.stringMatching(new RegExp(`#${followUp.number} adds .services.harbor.lantern`)),
    ])
    expect(followUp).toMatchObject({
      author: { login: 'nur-keeper[bot]' },
      body: expect.stringContaining(`Depends on #${number}`),
      pull: { draft: true, baseBranch: 'main', headBranch: `nur-keeper/scaffold/${number}` },
    })
    const main = await scene.repository.git.readRef('refs/heads/main')
    expect(await parentsOf(scene, followUp.pull.headSha)).toEqual([main])
    const files = await scene.repository.git.diff(main ?? '', followUp.pull.headSha)
    expect(files.map(({ path }) => path)).toEqual(['modules/harbor/default.nix', followUpModule])
    expect(await scene.read(followUp.pull.headBranch, followUpModule)).toContain(
      'serviceLib.mkSystemdService',
    )
  })

  it('opened with nothing to say: the check run, and no word besides', async () => {
    const scene = await open()
    const number = await scene.propose('add', wick)
    expect(scene.checkRun(scene.pull(number).pull.headSha)).toMatchObject({ conclusion: 'success' })
    expect(scene.keeperSays(number)).toEqual([])
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toEqual([])
  })

  it('opened with the module that the service needs: nothing is missing', async () => {
    const scene = await open()
    const number = await scene.propose('add', { ...lantern, ...ownModule })
    expect(scene.checkRun(scene.pull(number).pull.headSha)).toMatchObject({ conclusion: 'success' })
    expect(scene.keeperSays(number)).toEqual([])
  })

  it('opened with a file that does not parse: an annotation on the line, and the rest is reported all the same', async () => {
    const scene = await open()
    const number = await scene.propose('add', {
      ...lantern,
      'pkgs/harbor/broken.nix': '{ pkgs }:\n\n{\n  a = ;\n}\n',
    })
    const run = scene.checkRun(scene.pull(number).pull.headSha)
    expect(run?.conclusion).toBe('failure')
    expect(run?.annotations.map(({ path, start_line: line, title }) => [path, line, title])).toEqual(
      expect.arrayContaining([
        ['pkgs/harbor/broken.nix', 4, 'syntax-error'],
        ['pkgs/harbor/lantern.nix', 7, 'missing-module'],
      ]),
    )
  })

  it('synchronize: reviewed again, the one comment edited, the follow-up updated', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const before = scene.followUp(number).pull.headSha
    await scene.checkout.commit('One more', {
      'pkgs/harbor/default.nix': harborWith('lantern', 'gong'),
      'pkgs/harbor/gong.nix': lantern['pkgs/harbor/lantern.nix'].replaceAll('lantern', 'gong'),
    })
    await scene.checkout.push()
    await app.settle()
    expect(scene.checkRun(scene.pull(number).pull.headSha)?.annotations).toHaveLength(2)
    expect(scene.keeperSays(number)).toEqual([expect.stringContaining('services.harbor.gong')])
    const followUp = scene.followUp(number)
    expect(await parentsOf(scene, followUp.pull.headSha)).toEqual([before])
    expect(await scene.read(followUp.pull.headBranch, 'modules/harbor/default.nix')).toContain('./gong.nix')
  })

  it('synchronize that changes nothing the keeper looks at: nothing is written but the check run', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const { updatedAt, comments } = scene.issue(number)
    const said = comments.map(({ body }) => body)
    const followUp = scene.followUp(number).pull.headSha
    await scene.checkout.commit('Unrelated', { 'notes.txt': 'x\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.checkRun(scene.pull(number).pull.headSha)?.status).toBe('completed')
    expect(scene.issue(number).comments).toHaveLength(said.length)
    expect(scene.followUp(number).pull.headSha).toBe(followUp)
    expect(scene.followUp(number).updatedAt <= scene.issue(number).updatedAt && updatedAt !== '').toBe(true)
  })

  it('synchronize that mends everything: the comment says so, and the follow-up goes', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.checkout.commit('Module by hand', ownModule)
    await scene.checkout.push()
    await app.settle()
    expect(scene.keeperSays(number)).toEqual([expect.stringContaining('Settled')])
    expect(scene.followUp(number)).toMatchObject({ state: 'closed' })
    expect(await scene.hasBranch(`nur-keeper/scaffold/${number}`)).toBe(false)
  })

  it('force-push: the head that counts is the new one', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.checkout.branch('add', 'origin/main')
    await scene.checkout.commit('Instead', wick)
    await scene.checkout.push('--force')
    await app.settle()
    expect(scene.checkRun(scene.pull(number).pull.headSha)).toMatchObject({ conclusion: 'success' })
    expect(scene.followUp(number).state).toBe('closed')
  })

  it('reopened: the follow-up comes back', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.close(number)
    expect(scene.followUp(number).state).toBe('closed')
    await scene.owner.rest.pulls.update({ ...scene.route, pull_number: number, state: 'open' })
    await app.settle()
    expect(scene.followUp(number)).toMatchObject({ state: 'open', pull: { draft: true } })
    expect(scene.keeperSays(number)).toHaveLength(1)
  })

  it('base edited: compared with the new base', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.checkout.branch('stacked')
    await scene.checkout.commit('On top', { 'notes.txt': 'x\n' })
    await scene.checkout.push()
    const { data } = await scene.owner.rest.pulls.create({
      ...scene.route,
      title: 'On top',
      head: 'stacked',
      base: 'main',
    })
    await app.settle()
    expect(scene.keeperSays(data.number)).toEqual([expect.stringContaining('harbor-lantern')])
    const base = scene.pull(number).pull.headBranch
    await scene.owner.rest.pulls.update({ ...scene.route, pull_number: data.number, base })
    await app.settle()
    expect(scene.keeperSays(data.number)).toEqual([expect.stringContaining('Settled')])
    expect(scene.followUp(data.number).state).toBe('closed')
  })

  it('from a fork: reviewed as others, and nothing is ever written to the fork', async () => {
    const scene = await open()
    const { number, fork, checkout } = await scene.proposeFromFork('add', lantern)
    const head = await checkout.git('rev-parse', 'HEAD')
    expect(scene.checkRun(head)).toMatchObject({ conclusion: 'neutral' })
    expect(scene.keeperSays(number)).toHaveLength(1)
    expect(scene.followUp(number).pull.headRepository).toBe(scene.repository)
    await scene.say(number, '/regenerate-docs')
    expect([...(await fork.git.refs('refs/heads/'))]).toEqual(
      expect.arrayContaining([['refs/heads/add', head]]),
    )
    expect([...(await fork.git.refs('refs/heads/')).keys()].sort()).toEqual([
      'refs/heads/add',
      'refs/heads/main',
    ])
    await checkout.remove()
  })
})

describe('the same, while the PR is a draft', () => {
  it('the check run alone; all of it once it is ready for review', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern, { draft: true })
    expect(scene.checkRun(scene.pull(number).pull.headSha)?.annotations).toHaveLength(1)
    expect(scene.keeperSays(number)).toEqual([])
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toEqual([])
    const { data } = await scene.owner.rest.pulls.get({ ...scene.route, pull_number: number })
    await scene.owner.rest.graphql(
      'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }',
      { id: data.node_id },
    )
    await app.settle()
    expect(scene.keeperSays(number)).toHaveLength(1)
    expect(scene.followUp(number)).toMatchObject({ state: 'open' })
  })
})

describe('PR closed unmerged', () => {
  it('its follow-up is closed and its branch deleted', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.close(number)
    const followUp = scene.followUp(number)
    expect(followUp).toMatchObject({ state: 'closed', closedBy: { login: 'nur-keeper[bot]' } })
    expect(scene.keeperSays(followUp.number)).toEqual([expect.stringContaining(`#${number} was closed`)])
    expect(await scene.hasBranch(`nur-keeper/scaffold/${number}`)).toBe(false)
  })

  it('unless it holds commits that are not the keeper’s: then it is kept, with a note', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const { headBranch } = scene.followUp(number).pull
    await scene.checkout.switchTo(headBranch)
    const theirs = await scene.checkout.commit('By hand', { [followUpModule]: '# mine\n{ }\n' })
    await scene.checkout.push()
    await app.settle()
    await scene.close(number)
    const followUp = scene.followUp(number)
    expect(followUp).toMatchObject({ state: 'open', pull: { headSha: theirs } })
    expect(scene.keeperSays(followUp.number).at(-1)).toContain('it is kept')
  })
})

describe('PR merged', () => {
  it('its follow-up is brought up to date with the base and marked ready; documents are refreshed', async () => {
    const scene = await Scene.open(app, {
      ...smallNur,
      '.github/nur-keeper.yml': 'documents:\n  enabled: true\n',
    })
    const number = await scene.propose('add', lantern)
    await scene.merge(number)
    const followUp = scene.followUp(number)
    expect(followUp).toMatchObject({ state: 'open', pull: { draft: false } })
    const merged = scene.pull(number).pull.merged?.sha ?? ''
    expect(await scene.repository.git.isAncestor(merged, followUp.pull.headSha)).toBe(true)
    expect(scene.keeperSays(followUp.number).at(-1)).toContain(`#${number} is merged`)
    const [documents] = scene.pullsOf('nur-keeper/documents')
    expect(documents).toMatchObject({ state: 'open' })
    expect(await scene.read('nur-keeper/documents', 'docs/PACKAGES_AND_MODULES.md')).toContain(
      'harbor-lantern',
    )
  })

  it('a conflict of the follow-up with the base is solved by making its files anew', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.checkout.switchTo('main')
    await scene.checkout.commit('Another import', {
      'modules/harbor/default.nix':
        '{\n  imports = [\n    ./buoy.nix\n    ../lighthouse/foghorn.nix\n  ];\n}\n',
    })
    await scene.checkout.push()
    await app.settle()
    await scene.merge(number)
    const followUp = scene.followUp(number)
    const imports = await scene.read(followUp.pull.headBranch, 'modules/harbor/default.nix')
    expect(imports).toContain('../lighthouse/foghorn.nix')
    expect(imports).toContain('./lantern.nix')
    expect(await scene.repository.git.mergeTree(followUp.pull.baseSha, followUp.pull.headSha)).not.toBeNull()
  })
})

describe('follow-up closed by a person', () => {
  it('means declined: never reopened by itself; /scaffold reopens', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const { number: declined } = scene.followUp(number)
    await scene.close(declined)
    await scene.checkout.commit('More', { 'notes.txt': 'x\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`).map(({ state }) => state)).toEqual(['closed'])
    await scene.say(number, '/scaffold')
    expect(
      scene.pullsOf(`nur-keeper/scaffold/${number}`).filter(({ state }) => state === 'open'),
    ).toHaveLength(1)
  })
})

describe('a person commits to a follow-up', () => {
  it('the keeper stops rewriting that branch, says so once, and offers /scaffold --recreate', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const { headBranch } = scene.followUp(number).pull
    await scene.checkout.switchTo(headBranch)
    const theirs = await scene.checkout.commit('Better', { [followUpModule]: '# better\n{ }\n' })
    await scene.checkout.push()
    await app.settle()
    for (const name of ['gong', 'whistle']) {
      await scene.checkout.switchTo('add')
      await scene.checkout.commit(name, {
        'notes.txt': `${name}\n`,
        [`pkgs/harbor/${name}.nix`]: lantern['pkgs/harbor/lantern.nix'].replaceAll('lantern', name),
        'pkgs/harbor/default.nix': harborWith('lantern', name),
      })
      await scene.checkout.push()
      await app.settle()
    }
    const followUp = scene.followUp(number)
    expect(followUp.pull.headSha).toBe(theirs)
    const notes = scene.keeperSays(followUp.number)
    expect(notes).toEqual([expect.stringContaining('/scaffold --recreate')])
    await scene.say(number, '/scaffold --recreate')
    expect(await scene.read(headBranch, followUpModule)).toContain('mkSystemdService')
    expect(await scene.repository.git.isAncestor(theirs, scene.followUp(number).pull.headSha)).toBe(true)
  })
})
