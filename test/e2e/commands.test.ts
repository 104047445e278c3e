import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { faultsOfPayload } from '../support/payload-contract.ts'
import { App, Scene } from '../unit/jobs/app.ts'
import { followUpModule, lantern, smallNur, wick } from './small-nur.ts'

// One test or more for each row of the command table of the design, with the real core, on real git, with exactly
// the permissions of app.yml. `/regenerate-docs` has a file of its own.

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

/** An issue to comment on. */
async function ask(scene: Scene): Promise<number> {
  const { data } = await scene.owner.rest.issues.create({ ...scene.route, title: 'Documents?' })
  return data.number
}

describe('/scaffold', () => {
  it('opens the follow-up again that a person declined', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.close(scene.followUp(number).number)
    const comment = await scene.say(number, '/scaffold')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(scene.followUp(number)).toMatchObject({ state: 'open' })
  })

  it('scaffolds a package of the default branch, from an issue', async () => {
    const scene = await Scene.open(app, { ...smallNur, ...lantern })
    const issue = await ask(scene)
    await scene.say(issue, '/scaffold harbor-lantern')
    const followUp = scene.followUp(issue)
    expect(followUp).toMatchObject({ state: 'open', body: expect.stringMatching(/^For #/) })
    expect(followUp.body).not.toMatch(/depends on/i)
    expect(await scene.read(followUp.pull.headBranch, followUpModule)).toContain('services.harbor.lantern')
  })

  it('--recreate rebuilds a follow-up that people committed to; without it, they are respected', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const { headBranch } = scene.followUp(number).pull
    await scene.checkout.switchTo(headBranch)
    await scene.checkout.commit('Mine', { [followUpModule]: '# mine\n{ }\n' })
    await scene.checkout.push()
    await app.settle()
    const refused = await scene.say(number, '/scaffold')
    expect(scene.reactions(number, refused)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toContain('--recreate')
    expect(await scene.read(headBranch, followUpModule)).toContain('# mine')
    await scene.say(number, '/scaffold --recreate')
    expect(await scene.read(headBranch, followUpModule)).not.toContain('# mine')
  })

  it('names a package that is not there', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const comment = await scene.say(number, '/scaffold harbor-latern')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toContain('harbor-latern')
  })

  it('is for write access: not for a PR’s author without it', async () => {
    const scene = await open()
    const { number } = await scene.proposeFromFork('add', lantern)
    const comment = await scene.say(number, '/scaffold', scene.stranger)
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toContain('write access')
  })
})

describe('/recheck', () => {
  it('reviews again; a reaction says that it did', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const comment = await scene.say(number, '/recheck')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(scene.keeperSays(number)).toHaveLength(1)
  })

  it('is for the author of the PR too, not for strangers', async () => {
    const scene = await open()
    const { number } = await scene.proposeFromFork('add', lantern)
    const byAuthor = await scene.say(number, '/recheck', scene.stranger)
    expect(scene.reactions(number, byAuthor)).toEqual(['eyes', 'rocket'])
    const passerBy = app.github.addPerson(`passer-by-${number}-${scene.owner.login}`)
    const byOther = await scene.say(number, '/recheck', passerBy)
    expect(scene.reactions(number, byOther)).toEqual(['eyes', 'confused'])
  })
})

describe('/not-a-service <package> <reason>', () => {
  it('records a waiver in the config by pull request; once merged, the package needs no module', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const comment = await scene.say(number, '/not-a-service harbor-lantern It runs inside buoy.')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    const waiver = [...scene.repository.issues.values()].at(-1)
    const branch = waiver?.pull?.headBranch ?? ''
    expect(await scene.read(branch, '.github/nur-keeper.yml')).toMatch(
      /harbor-lantern[\s\S]*It runs inside buoy\./,
    )
    await scene.merge(waiver?.number ?? 0)
    await scene.say(number, '/recheck')
    expect(scene.checkRun(scene.pull(number).pull.headSha)).toMatchObject({ conclusion: 'success' })
    expect(scene.keeperSays(number)[0]).toContain('Settled')
  })

  it('wants a reason, and a package that is there', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const without = await scene.say(number, '/not-a-service harbor-lantern')
    expect(scene.reactions(number, without)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toContain('It takes a package and a reason')
    const wrong = await scene.say(number, '/not-a-service harbor-lanten it is none')
    expect(scene.reactions(number, wrong)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toMatch(/[Dd]id you mean .harbor-lantern/)
  })

  it('is for write access', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    const comment = await scene.say(number, '/not-a-service harbor-lantern just so', scene.stranger)
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toContain('write access')
  })

  it('writes what it is given so that it stays one value', async () => {
    const scene = await open()
    const number = await scene.propose('add', lantern)
    await scene.say(number, '/not-a-service harbor-lantern a: b # "c" @member <!-- x --> `d` ${e}')
    const waiver = [...scene.repository.issues.values()].at(-1)
    expect(waiver?.body).not.toMatch(/(?<!`[^`]*)@member/)
    await scene.merge(waiver?.number ?? 0)
    await scene.say(number, '/recheck')
    expect(scene.checkRun(scene.pull(number).pull.headSha)).toMatchObject({ conclusion: 'success' })
  })
})

describe('/help', () => {
  it('is for anyone: the list, from the registry', async () => {
    const scene = await open()
    const issue = await ask(scene)
    const comment = await scene.say(issue, '/help', scene.stranger)
    expect(scene.reactions(issue, comment)).toEqual(['eyes', 'rocket'])
    const [help = ''] = scene.keeperSays(issue)
    for (const name of ['/regenerate-docs', '/scaffold', '/recheck', '/not-a-service', '/help'])
      expect(help).toContain(name)
  })
})

describe('commands are first on a line, outside quotes and code blocks, in a new comment, any number a comment', () => {
  it('several in one comment', async () => {
    const scene = await open()
    const number = await scene.propose('add', wick)
    const comment = await scene.say(number, 'Please:\n\n/recheck\n/regenerate-docs\n\nThanks!')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(await scene.read('add', packagesPage)).toContain('harbor-wick')
  })

  it('not in quotes, code, the middle of a line', async () => {
    const scene = await open()
    const number = await scene.propose('add', wick)
    const comment = await scene.say(
      number,
      '> /recheck\n\n```\n/recheck\n```\n\n    /recheck\n\nSay `/recheck`, or /recheck.',
    )
    expect(scene.reactions(number, comment)).toEqual([])
  })

  it('not in an edit', async () => {
    const scene = await open()
    const number = await scene.propose('add', wick)
    const comment = await scene.say(number, 'Nothing')
    await scene.owner.rest.issues.updateComment({
      ...scene.route,
      comment_id: comment,
      body: '/regenerate-docs',
    })
    await app.settle()
    expect(scene.reactions(number, comment)).toEqual([])
    expect(await scene.read('add', packagesPage)).toBeNull()
  })

  it('an unknown one gets "did you mean"; those of other bots are left alone', async () => {
    const scene = await open()
    const number = await scene.propose('add', wick)
    const near = await scene.say(number, '/regenrate-docs')
    expect(scene.reactions(number, near)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toMatch(/Did you mean .\/regenerate-docs/)
    const far = await scene.say(number, '/lgtm')
    expect(scene.reactions(number, far)).toEqual([])
  })
})
