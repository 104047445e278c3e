import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { App, Scene } from './app.ts'

let app: App
beforeAll(async () => {
  app = await App.start()
})
afterAll(async () => {
  app.github.faults.clear()
  await app.close()
})

const spindle = { 'pkgs/spindle.nix': '{ }\n' }

/** One comment, one follow-up, one check run's verdict: whatever went wrong on the way. */
function expectAllDoneOnce(scene: Scene, number: number): void {
  expect(scene.keeperSays(number)).toHaveLength(1)
  expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toMatchObject([{ state: 'open' }])
  expect(scene.checkRun(scene.pull(number).pull.headSha)?.conclusion).toBe('failure')
}

describe('when GitHub fails', () => {
  it.each([
    ['the answer to the new comment is lost', 'POST', /issues\/\d+\/comments$/, { type: 'lose-answer' }],
    ['the answer to the new branch is lost', 'POST', /git\/refs$/, { type: 'lose-answer' }],
    ['the answer to the new pull request is lost', 'POST', /\/pulls$/, { type: 'lose-answer' }],
    ['the connection breaks', 'GET', /git\/trees\//, { type: 'drop' }],
    ['a 502 comes', 'POST', /git\/commits$/, { type: 'status', status: 502 }],
    ['writes come too fast', 'POST', /check-runs$/, { type: 'secondary-limit', retryAfterSeconds: 2 }],
  ] as const)('does everything once although %s', async (_, method, path, fault) => {
    const scene = await Scene.open(app)
    app.github.faults.clear()
    const skip = path.source.includes('pulls') ? 1 : 0
    app.github.faults.add(method, path, fault, { skip })
    const number = await scene.propose('add', spindle)
    expectAllDoneOnce(scene, number)
  })

  it('does everything once where a delivery comes twice, and in the wrong order', async () => {
    const scene = await Scene.open(app)
    app.github.deliveries.hold()
    const proposed = scene.propose('add', spindle)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    app.github.deliveries.release((held) => [...held, ...held].toReversed())
    const number = await proposed
    await app.settle()
    expectAllDoneOnce(scene, number)
  })

  it('answers a command that it had to give up, with an id', async () => {
    const scene = await Scene.open(app, spindle)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'x' })
    app.github.faults.add('POST', /git\/trees$/, { type: 'status', status: 403 }, { times: 5 })
    const comment = await scene.say(issue.number, '/scaffold')
    app.github.faults.clear()
    expect(scene.reactions(issue.number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(issue.number)).toEqual([
      expect.stringMatching(/`\/scaffold` was not carried out.*finds this in the keeper's log/s),
    ])
    expect(await app.get('/')).toContain('permanent')
  })

  it('tells a pull request that it could not be reviewed', async () => {
    const scene = await Scene.open(app)
    app.github.faults.clear()
    app.github.faults.add('GET', /compare\//, { type: 'status', status: 403 }, { times: 9 })
    const number = await scene.propose('add', spindle)
    app.github.faults.clear()
    const run = scene.checkRun(scene.pull(number).pull.headSha)
    expect(run).toMatchObject({ conclusion: 'neutral', title: 'Could not be reviewed' })
    await scene.say(number, '/recheck')
    expectAllDoneOnce(scene, number)
  })
})
