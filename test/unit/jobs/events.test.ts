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

/** A repository that asked for the keeper. */
const wanted = { '.github/nur-keeper.yml': '{}\n' }

async function pushToMain(scene: Scene, files: Record<string, string | null>): Promise<void> {
  await scene.checkout.switchTo('main')
  await scene.checkout.commit('work', files)
  await scene.checkout.push()
  await app.settle()
}

describe('a push to the default branch', () => {
  it('opens one rolling documents pull request, updates it, and closes it when nothing differs', async () => {
    const scene = await Scene.open(app, wanted)
    await pushToMain(scene, spindle)
    const [opened] = scene.pullsOf('nur-keeper/documents')
    expect(opened).toMatchObject({ state: 'open', pull: { draft: false } })
    await pushToMain(scene, { 'pkgs/knot.nix': '{ }\n' })
    expect(scene.pullsOf('nur-keeper/documents')).toHaveLength(1)
    expect(await scene.read('nur-keeper/documents', 'docs/packages.md')).toContain('- knot')
    await pushToMain(scene, { 'docs/packages.md': '# Packages\n\n- knot\n- spindle\n' })
    expect(scene.pullsOf('nur-keeper/documents')).toMatchObject([{ state: 'closed' }])
    expect(await scene.hasBranch('nur-keeper/documents')).toBe(false)
  })

  it('makes no commit where the documents need no other change', async () => {
    const scene = await Scene.open(app, wanted)
    await pushToMain(scene, spindle)
    const head = scene.pullsOf('nur-keeper/documents')[0]?.pull.headSha
    await pushToMain(scene, { 'unrelated.txt': 'x\n' })
    expect(scene.pullsOf('nur-keeper/documents')[0]?.pull.headSha).toBe(head)
  })

  it('does not propose again what a person closed, but does propose what is new', async () => {
    const scene = await Scene.open(app, wanted)
    await pushToMain(scene, spindle)
    const [opened] = scene.pullsOf('nur-keeper/documents')
    await scene.close(opened?.number ?? 0)
    await pushToMain(scene, { 'unrelated.txt': 'x\n' })
    expect(scene.pullsOf('nur-keeper/documents')).toMatchObject([{ state: 'closed' }])
    await pushToMain(scene, { 'pkgs/knot.nix': '{ }\n' })
    expect(scene.pullsOf('nur-keeper/documents').filter(({ state }) => state === 'open')).toHaveLength(1)
  })

  it('leaves a documents branch alone that a person committed to', async () => {
    const scene = await Scene.open(app, wanted)
    await pushToMain(scene, spindle)
    await scene.checkout.switchTo('nur-keeper/documents')
    const theirs = await scene.checkout.commit('by hand', { 'docs/packages.md': '# Mine\n' })
    await scene.checkout.push()
    await app.settle()
    await pushToMain(scene, { 'pkgs/knot.nix': '{ }\n' })
    expect(scene.pullsOf('nur-keeper/documents')[0]?.pull.headSha).toBe(theirs)
  })
})

describe('an installation', () => {
  it('brings a first report as an issue, and nothing else until a pull request comes', async () => {
    const scene = await Scene.open(app, spindle)
    const [report] = [...scene.repository.issues.values()]
    expect(report).toMatchObject({ title: 'First report', author: { login: 'nur-keeper[bot]' } })
    await pushToMain(scene, { 'pkgs/knot.nix': '{ }\n' })
    expect(scene.pullsOf('nur-keeper/documents')).toEqual([])
    await scene.propose('change', { 'pkgs/third.nix': '{ }\n' })
    await pushToMain(scene, { 'pkgs/fourth.nix': '{ }\n' })
    expect(scene.pullsOf('nur-keeper/documents')).toHaveLength(1)
  })

  it('reports on a repository that joins later', async () => {
    const owner = app.github.addPerson('joiner')
    const first = await app.github.addRepository(owner.account, 'first')
    const later = await app.github.addRepository(owner.account, 'later')
    const checkout = await owner.clone(later)
    await checkout.commit('Begin', spindle)
    await checkout.push()
    const installation = app.github.install(owner.account, [first], owner)
    app.github.addToInstallation(installation, later, owner)
    await app.settle()
    expect([...later.issues.values()]).toMatchObject([{ title: 'First report' }])
  })
})

describe('a check run asked for again', () => {
  it('runs again, and so does the whole suite', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const { headSha } = scene.pull(number).pull
    const runs = (): number => scene.repository.checkRuns.filter((run) => run.headSha === headSha).length
    const before = runs()
    await scene.owner.rest.checks.rerequestRun({
      ...scene.route,
      check_run_id: scene.checkRun(headSha)?.id ?? 0,
    })
    await app.settle()
    expect(scene.checkRun(headSha)?.status).toBe('completed')
    expect(runs()).toBeGreaterThan(before)
  })
})

describe('the config', () => {
  it('is read from the default branch, and validated on the pull request that changes it', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('configure', {
      ...spindle,
      '.github/nur-keeper.yml': 'pullRequests:\n  followUp: false\n  comment: false\n',
    })
    const run = scene.checkRun(scene.pull(number).pull.headSha)
    expect(run?.conclusion).toBe('failure')
    expect(run?.annotations).toContainEqual(
      expect.objectContaining({ path: '.github/nur-keeper.yml', start_line: 2 }),
    )
    // The pull request cannot silence the keeper.
    expect(scene.keeperSays(number)).toHaveLength(1)
  })

  it('stays as it last was good where the default branch breaks it', async () => {
    const scene = await Scene.open(app, { '.github/nur-keeper.yml': 'pullRequests:\n  comment: false\n' })
    await pushToMain(scene, { '.github/nur-keeper.yml': 'pullRequests:\n  comment: "no"\n' })
    const number = await scene.propose('add', spindle)
    expect(scene.keeperSays(number)).toEqual([])
    expect(scene.checkRun(scene.pull(number).pull.headSha)?.summary).toContain(
      'The last good one stays in force.',
    )
  })
})

describe('what was missed', () => {
  it('is found by the sweep: failed deliveries are asked for again', async () => {
    const scene = await Scene.open(app)
    app.github.deliveries.lose(20)
    const number = await scene.propose('add', spindle)
    app.github.deliveries.lose(0)
    expect(scene.keeperSays(number)).toEqual([])
    await app.restart()
    await app.settle()
    expect(scene.keeperSays(number)).toHaveLength(1)
    expect(scene.followUp(number).state).toBe('open')
  })

  it('survives a restart with all that it remembers', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const before = scene.snapshot()
    await app.restart()
    await app.settle()
    expect(scene.snapshot()).toBe(before)
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toHaveLength(1)
  })

  it('finds its own again on GitHub where the database is lost', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    await app.restart({ forget: true })
    await app.settle()
    await scene.checkout.commit('more', { 'pkgs/knot.nix': '{ }\n' })
    await scene.checkout.push()
    await app.settle()
    expect(scene.keeperSays(number)).toHaveLength(1)
    expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toHaveLength(1)
    expect(await scene.read(`nur-keeper/scaffold/${number}`, 'modules/knot.nix')).not.toBeNull()
  })
})
