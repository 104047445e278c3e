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
const undocumented = { 'pkgs/old.nix': '{ }\n', 'modules/old.nix': '{ }\n' }

describe('/regenerate-docs', () => {
  it('commits to the branch of a pull request of the same repository', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const comment = await scene.say(number, '/regenerate-docs')
    expect(await scene.read('add', 'docs/packages.md')).toContain('- spindle')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(scene.keeperSays(number).at(-1)).toContain('The documents are regenerated')
    await scene.say(number, '/regenerate-docs')
    expect(scene.keeperSays(number).at(-1)).toContain('Every document is up to date')
  })

  it('opens the documents pull request for a fork that is closed to maintainers, and says so', async () => {
    const scene = await Scene.open(app, undocumented)
    const { number, checkout } = await scene.proposeFromFork('add', spindle)
    const head = await checkout.git('rev-parse', 'HEAD')
    await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.keeperSays(number).at(-1)).toContain('does not let maintainers push')
    expect(scene.pullsOf('nur-keeper/documents')).toMatchObject([{ state: 'open' }])
    expect(await checkout.git('ls-remote', 'origin', 'refs/heads/add')).toContain(head)
  })

  it('opens the documents pull request from an issue, also where a person had closed it', async () => {
    const scene = await Scene.open(app, undocumented)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'docs' })
    await scene.say(issue.number, '/regenerate-docs')
    const [opened] = scene.pullsOf('nur-keeper/documents')
    if (opened === undefined) throw new Error('no documents pull request')
    expect(scene.keeperSays(issue.number)).toEqual([expect.stringContaining(`#${opened.number}`)])
    await scene.close(opened.number)
    await scene.say(issue.number, '/regenerate-docs')
    expect(scene.issue(opened.number).state).toBe('open')
  })

  it('is for people with write access and for the author, and says so to others', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const comment = await scene.say(number, '/regenerate-docs', scene.stranger)
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'confused'])
    expect(scene.keeperSays(number).at(-1)).toMatch(
      /is for people with write access, and the author.*not among them/,
    )
    expect(await scene.read('add', 'docs/packages.md')).not.toContain('spindle')
  })

  it('voids its result where a push comes in between, and begins anew', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    await scene.checkout.switchTo('add')
    const pushed = await scene.checkout.commit('more', { 'pkgs/knot.nix': '{ }\n' })
    const push = () => scene.checkout.push()
    app.github.faults.add('POST', /git\/trees$/, { type: 'overtaken', by: push })
    await scene.say(number, '/regenerate-docs')
    expect(await scene.read('add', 'docs/packages.md')).toBe('# Packages\n\n- knot\n- spindle')
    expect(await scene.checkout.git('rev-parse', 'origin/add^')).toBe(pushed)
  })
})

describe('/scaffold', () => {
  it('scaffolds packages of the default branch from an issue', async () => {
    const scene = await Scene.open(app, spindle)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'modules' })
    await scene.say(issue.number, '/scaffold spindle')
    expect(scene.followUp(issue.number)).toMatchObject({ state: 'open', pull: { draft: false } })
    expect(scene.keeperSays(issue.number)).toEqual([
      expect.stringContaining(
        `#${scene.followUp(issue.number).number} was opened with modules for \`spindle\``,
      ),
    ])
  })

  it('rebuilds a follow-up that people committed to only with --recreate, on top of their commits', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const { pull } = scene.followUp(number)
    await scene.checkout.switchTo(pull.headBranch)
    const theirs = await scene.checkout.commit('mine', { 'modules/spindle.nix': '# by hand\n' })
    await scene.checkout.push()
    await app.settle()
    const refusedComment = await scene.say(number, '/scaffold')
    expect(scene.reactions(number, refusedComment)).toEqual(['eyes', 'confused'])
    expect(await scene.read(pull.headBranch, 'modules/spindle.nix')).toBe('# by hand')
    await scene.say(number, '/scaffold --recreate')
    expect(await scene.read(pull.headBranch, 'modules/spindle.nix')).toContain('module of spindle')
    expect(await scene.checkout.git('merge-base', '--is-ancestor', theirs, `origin/${pull.headBranch}`)).toBe(
      '',
    )
  })

  it('means the source where it is said on the follow-up', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const { number: followUp, pull } = scene.followUp(number)
    await scene.checkout.switchTo(pull.headBranch)
    await scene.checkout.commit('mine', { 'modules/spindle.nix': '# by hand\n' })
    await scene.checkout.push()
    await app.settle()
    await scene.say(followUp, '/scaffold --recreate')
    expect(await scene.read(pull.headBranch, 'modules/spindle.nix')).toContain('module of spindle')
    expect(scene.pullsOf(`nur-keeper/scaffold/${followUp}`)).toEqual([])
  })

  it('names packages that are not there, and options it does not know', async () => {
    const scene = await Scene.open(app, spindle)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'modules' })
    await scene.say(issue.number, '/scaffold spindel')
    expect(scene.keeperSays(issue.number).at(-1)).toContain('There is no package `spindel`')
    await scene.say(issue.number, '/scaffold --force')
    expect(scene.keeperSays(issue.number).at(-1)).toContain('There is no option `--force`')
  })

  it('is not for the author of a pull request without write access', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle, { by: scene.owner })
    const comment = await scene.say(number, '/scaffold', scene.stranger)
    expect(scene.reactions(number, comment)).toContain('confused')
  })
})

describe('the other commands', () => {
  it('/recheck reviews again, with a reaction alone', async () => {
    const scene = await Scene.open(app)
    const number = await scene.propose('add', spindle)
    const comment = await scene.say(number, '/recheck')
    expect(scene.reactions(number, comment)).toEqual(['eyes', 'rocket'])
    expect(scene.keeperSays(number)).toHaveLength(1)
  })

  it('/not-a-service records a waiver by pull request', async () => {
    const scene = await Scene.open(app, spindle)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'waive' })
    await scene.say(issue.number, '/not-a-service spindle it is a client')
    const [opened] = scene.pullsOf('nur-keeper/waiver/spindle')
    expect(opened?.state).toBe('open')
    const config = await scene.read('nur-keeper/waiver/spindle', '.github/nur-keeper.yml')
    expect(config).toContain('package: spindle')
    expect(config).toContain(`author: ${scene.owner.login}`)
    await scene.say(issue.number, '/not-a-service spindel a client')
    expect(scene.keeperSays(issue.number).at(-1)).toContain('Did you mean `spindle`?')
  })

  it('/help lists the registry, for anyone', async () => {
    const scene = await Scene.open(app)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'help' })
    await scene.say(issue.number, '/help', scene.stranger)
    expect(scene.keeperSays(issue.number).at(-1)).toMatch(
      /\/regenerate-docs.*\/scaffold.*\/recheck.*\/not-a-service.*\/help/s,
    )
  })

  it('says what an unknown command may have meant, and leaves those of other bots alone', async () => {
    const scene = await Scene.open(app)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'typo' })
    const typo = await scene.say(issue.number, '/regenrate-docs')
    expect(scene.keeperSays(issue.number)).toEqual([
      expect.stringContaining('Did you mean `/regenerate-docs`?'),
    ])
    expect(scene.reactions(issue.number, typo)).toEqual(['eyes', 'confused'])
    const other = await scene.say(issue.number, '/lgtm')
    expect(scene.reactions(issue.number, other)).toEqual([])
    expect(scene.keeperSays(issue.number)).toHaveLength(1)
  })

  it('answers several commands of one comment once', async () => {
    const scene = await Scene.open(app, spindle)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'several' })
    const comment = await scene.say(issue.number, 'Please:\n/scaffold\n/regenerate-docs')
    expect(scene.keeperSays(issue.number)).toHaveLength(1)
    expect(scene.reactions(issue.number, comment)).toEqual(['eyes', 'rocket'])
  })

  it('ignores commands in quotes and code, in edits, and its own', async () => {
    const scene = await Scene.open(app)
    const { data: issue } = await scene.owner.rest.issues.create({ ...scene.route, title: 'quiet' })
    const comment = await scene.say(issue.number, '> /help\n\n```\n/help\n```\n\n`/help`')
    await scene.owner.rest.issues.updateComment({ ...scene.route, comment_id: comment, body: '/help' })
    await app.settle()
    expect(scene.keeperSays(issue.number)).toEqual([])
  })
})
