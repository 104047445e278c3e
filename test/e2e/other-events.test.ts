import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { faultsOfPayload } from '../support/payload-contract.ts'
import { App, Scene } from '../unit/jobs/app.ts'
import { lantern, smallNur } from './small-nur.ts'

// One test or more for each row of the event table of the design that is not about pull requests alone, with the
// real core, on real git, with exactly the permissions of app.yml.

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

async function pushToMain(scene: Scene, files: Readonly<Record<string, string | null>>): Promise<void> {
  await scene.checkout.switchTo('main')
  await scene.checkout.commit('Work', files)
  await scene.checkout.push()
  await app.settle()
}

describe('check run re-requested', () => {
  it('runs again', async () => {
    const scene = await Scene.open(app, smallNur)
    const number = await scene.propose('add', lantern)
    const run = scene.checkRun(scene.pull(number).pull.headSha)
    await scene.owner.rest.checks.rerequestRun({ ...scene.route, check_run_id: run?.id ?? 0 })
    await app.settle()
    const again = scene.checkRun(scene.pull(number).pull.headSha)
    expect(again?.status).toBe('completed')
    expect(again?.id).not.toBe(run?.id)
  })
})

describe('installation added', () => {
  it('a first report as an issue, nothing else, until the repository opts in or a PR comes', async () => {
    const scene = await Scene.open(app, smallNur)
    expect(scene.issue(1)).toMatchObject({
      author: { login: 'nur-keeper[bot]' },
      body: expect.stringContaining('lighthouse-foghorn'),
    })
    await pushToMain(scene, lantern)
    expect(scene.repository.issues.size).toBe(1)
    expect(scene.repository.checkRuns).toEqual([])
  })
})

describe('a repository that is no NUR, of an account that installed the App on all', () => {
  it('hears nothing: no report, no check run, no comment, no documents', async () => {
    const scene = await Scene.open(app, { 'package.json': '{}\n', 'notes.md': 'It provides 12 packages.\n' })
    expect(scene.repository.issues.size).toBe(0)
    const number = await scene.propose('work', { 'index.js': 'run()\n' })
    await pushToMain(scene, { 'index.js': 'go()\n' })
    expect(scene.repository.checkRuns).toEqual([])
    expect(scene.keeperSays(number)).toEqual([])
    expect(scene.repository.issues.size).toBe(1)
  })

  it('is heard once a pull request makes it one', async () => {
    const scene = await Scene.open(app, { 'package.json': '{}\n' })
    const number = await scene.propose('begin', { ...smallNur, ...lantern })
    expect(scene.checkRun(scene.pull(number).pull.headSha)?.status).toBe('completed')
    expect(scene.keeperSays(number)).toHaveLength(1)
  })
})

describe('start-up, and every hour: reconcile', () => {
  it('finds open PRs whose head was never reviewed, and failed deliveries', async () => {
    const scene = await Scene.open(app, smallNur)
    app.github.deliveries.lose(1000)
    const number = await scene.propose('add', lantern)
    expect(scene.keeperSays(number)).toEqual([])
    app.github.deliveries.lose(0)
    await app.restart()
    await app.settle()
    expect(scene.keeperSays(number)).toHaveLength(1)
    expect(scene.followUp(number)).toMatchObject({ state: 'open' })
  })

  it('finds follow-ups whose source is gone', async () => {
    const scene = await Scene.open(app, smallNur)
    const number = await scene.propose('add', lantern)
    app.github.deliveries.lose(1000)
    await scene.owner.rest.pulls.update({ ...scene.route, pull_number: number, state: 'closed' })
    await app.github.deliveries.settled()
    expect(scene.followUp(number).state).toBe('open')
    app.github.deliveries.lose(0)
    await app.restart()
    await app.settle()
    expect(scene.followUp(number).state).toBe('closed')
  })
})

describe('config', () => {
  it('a change of it is validated on the pull request that makes it, with an annotation on the line', async () => {
    const scene = await Scene.open(app, smallNur)
    const number = await scene.propose('configure', {
      '.github/nur-keeper.yml': 'documents:\n  enbled: true\n',
    })
    const run = scene.checkRun(scene.pull(number).pull.headSha)
    expect(run).toMatchObject({ conclusion: 'failure' })
    expect(run?.annotations).toMatchObject([{ path: '.github/nur-keeper.yml', start_line: 2 }])
    expect(run?.annotations[0]?.message).toContain('enabled')
  })
})

describe('deliveries', () => {
  it('a wrong signature: 401, and nothing queued', async () => {
    const scene = await Scene.open(app, smallNur)
    const delivery = app.github.world.deliveries.at(-1)
    const send = (signature: string) =>
      fetch(app.github.app.webhookUrl ?? '', {
        method: 'POST',
        body: delivery?.body ?? '',
        headers: {
          ...delivery?.headers,
          'X-GitHub-Delivery': '11111111-1111-4111-8111-111111111111',
          'X-Hub-Signature-256': signature,
        },
      })
    const jobsDone = async () => (await app.get('/metrics')).match(/^nur_keeper_jobs_total.*$/gm)?.join()
    const before = await jobsDone()
    expect((await send(`sha256=${'0'.repeat(64)}`)).status).toBe(401)
    expect((await send('')).status).toBe(401)
    await app.settle()
    expect(scene.repository.issues.size).toBe(1)
    expect(await jobsDone()).toBe(before)
  })

  it('twice, late and in the wrong order: done once, one comment, one follow-up', async () => {
    const scene = await Scene.open(app, smallNur)
    app.github.deliveries.hold()
    await scene.checkout.branch('add', 'origin/main')
    await scene.checkout.commit('Add', lantern)
    await scene.checkout.push()
    const { data } = await scene.owner.rest.pulls.create({
      ...scene.route,
      title: 'Add',
      head: 'add',
      base: 'main',
    })
    await scene.checkout.commit('More', { 'notes.txt': 'x\n' })
    await scene.checkout.push()
    await scene.owner.rest.issues.createComment({
      ...scene.route,
      issue_number: data.number,
      body: '/recheck',
    })
    app.github.deliveries.release((held) => [...held.toReversed(), ...held])
    await app.settle()
    expect(scene.keeperSays(data.number)).toHaveLength(1)
    expect(scene.pullsOf(`nur-keeper/scaffold/${data.number}`)).toHaveLength(1)
    expect(scene.checkRun(scene.pull(data.number).pull.headSha)?.status).toBe('completed')
  })
})
