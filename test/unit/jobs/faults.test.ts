import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Fault } from '../../../local-github/http/faults.ts'
import { App, Scene } from './app.ts'

let app: App
beforeAll(async () => {
  app = await App.start()
})
afterAll(async () => {
  app.github.faults.clear()
  await app.close()
})

/** How many reviews meet faults drawn at random: a few in every run, many with `npm run test:faults`. */
const rounds = Number(process.env['FAULT_ROUNDS'] ?? 4)

const spindle = { 'pkgs/spindle.nix': '{ }\n' }

/** One comment, one follow-up, one check run's verdict: whatever went wrong on the way. */
function expectAllDoneOnce(scene: Scene, number: number): void {
  expect(scene.keeperSays(number)).toHaveLength(1)
  expect(scene.pullsOf(`nur-keeper/scaffold/${number}`)).toMatchObject([{ state: 'open' }])
  expect(scene.checkRun(scene.pull(number).pull.headSha)?.conclusion).toBe('failure')
}

/** The first pull request is the contributor's. */
function notTheKeepers(path: RegExp): number {
  return path.test('/pulls') ? 1 : 0
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
    app.github.faults.add(method, path, fault, { skip: notTheKeepers(path) })
    const number = await scene.propose('add', spindle)
    expectAllDoneOnce(scene, number)
  })

  it(
    'does everything once whatever fails, and twice on the way',
    async () => {
      const requests = [
        ['POST', /issues\/\d+\/comments$/],
        ['POST', /git\/(trees|commits|refs)$/],
        ['POST', /\/pulls$/],
        ['POST', /check-runs$/],
        ['POST', /access_tokens$/],
        ['GET', /git\/(trees|commits|ref|blobs)\//],
        ['GET', /\/(pulls|issues|commits)\b/],
        ['GET', /\/repos\/[^/]+\/[^/]+$/],
      ] as const
      const faults: readonly Fault[] = [
        { type: 'drop' },
        { type: 'lose-answer' },
        { type: 'status', status: 500 },
        { type: 'status', status: 502 },
        { type: 'secondary-limit', retryAfterSeconds: 1 },
      ]
      const one = fc.record({
        request: fc.constantFrom(...requests),
        fault: fc.constantFrom(...faults),
        skip: fc.nat(3),
      })
      const property = fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 2 }), async (met) => {
        app.github.faults.clear()
        const scene = await Scene.open(app)
        for (const { request, fault, skip } of met) {
          app.github.faults.add(request[0], request[1], fault, { skip: skip + notTheKeepers(request[1]) })
        }
        const number = await scene.propose('add', spindle)
        app.github.faults.clear()
        expectAllDoneOnce(scene, number)
      })
      await fc.assert(property, { numRuns: rounds, endOnFailure: true })
    },
    60_000 + rounds * 20_000,
  )

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
