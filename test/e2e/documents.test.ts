import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { faultsOfPayload } from '../support/payload-contract.ts'
import { App, Scene } from '../unit/jobs/app.ts'
import { lantern, smallNur, wick } from './small-nur.ts'

// The rolling documents pull request, with the real core, on real git, with exactly the permissions of app.yml.

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

const optedIn = { ...smallNur, '.github/nur-keeper.yml': 'documents:\n  enabled: true\n' }
const documents = 'nur-keeper/documents'
const architecture = 'docs/MODULES_ARCHITECTURE.md'

async function pushToMain(scene: Scene, files: Readonly<Record<string, string | null>>): Promise<void> {
  await scene.checkout.switchTo('main')
  await scene.checkout.commit('Work', files)
  await scene.checkout.push()
  await app.settle()
}

/** A repository whose documents are the keeper's, merged. */
async function openDocumented(): Promise<{ readonly scene: Scene; readonly text: string }> {
  const scene = await Scene.open(app, optedIn)
  await pushToMain(scene, lantern)
  await scene.merge(scene.pullsOf(documents)[0]?.number ?? 0)
  return { scene, text: (await scene.read('main', architecture)) ?? '' }
}

describe('push to the default branch', () => {
  it('one rolling documents PR is opened, updated, and closed when nothing differs', async () => {
    const scene = await Scene.open(app, optedIn)
    await pushToMain(scene, lantern)
    expect(scene.pullsOf(documents)).toMatchObject([{ state: 'open', pull: { draft: false } }])
    const first = await scene.read(documents, 'docs/PACKAGES_AND_MODULES.md')
    expect(first).toContain('harbor-lantern')
    await pushToMain(scene, { ...wick, 'pkgs/harbor/default.nix': wick['pkgs/harbor/default.nix'] })
    expect(scene.pullsOf(documents)).toHaveLength(1)
    expect(await scene.read(documents, 'docs/PACKAGES_AND_MODULES.md')).toContain('harbor-wick')
    await scene.checkout.git('fetch', '--quiet', 'origin')
    await scene.checkout.switchTo('main')
    await scene.checkout.git('checkout', '--quiet', `origin/${documents}`, '--', 'docs')
    await pushToMain(scene, {})
    expect(scene.pullsOf(documents)).toMatchObject([{ state: 'closed' }])
    expect(await scene.hasBranch(documents)).toBe(false)
  })

  it('a merge of the documents PR ends it, and opens no other', async () => {
    const scene = await Scene.open(app, optedIn)
    await pushToMain(scene, lantern)
    const [opened] = scene.pullsOf(documents)
    await scene.merge(opened?.number ?? 0)
    expect(scene.pullsOf(documents)).toHaveLength(1)
    expect(scene.pullsOf(documents)[0]?.pull.merged).not.toBeNull()
  })

  it('text outside managed blocks stays as it was', async () => {
    const scene = await Scene.open(app, {
      ...optedIn,
      'docs/MODULES_ARCHITECTURE.md': '# Ours\n\nBy hand.\n',
    })
    await pushToMain(scene, lantern)
    const text = await scene.read(documents, 'docs/MODULES_ARCHITECTURE.md')
    expect(text).toMatch(/^# Ours\n\nBy hand\.\n/)
    expect(text).toContain('nur-keeper:begin')
  })
})

describe('a document that is there and has no markers', () => {
  it('is adopted: the body lists each claim that changed, and the rest of the text stays', async () => {
    const scene = await Scene.open(app, {
      ...optedIn,
      [architecture]:
        '# Our modules\n\n## Executive Summary\n\nThis repository contains 74 modules.\n\n## History\n\nBegun long ago.\n',
    })
    await pushToMain(scene, lantern)
    const [opened] = scene.pullsOf(documents)
    expect(opened?.body).toContain('### Claims that changed')
    expect(opened?.body).toMatch(/^\| `docs\/MODULES_ARCHITECTURE\.md:5` \| 74 modules \|/m)
    const text = (await scene.read(documents, architecture)) ?? ''
    expect(text).not.toContain('74 modules')
    expect(text).toContain('## History\n\nBegun long ago.')
  })
})

describe('a text written by hand into a block of the keeper', () => {
  it('is shown in the pull request that replaces it, with where to put it instead', async () => {
    const { scene, text } = await openDocumented()
    await pushToMain(scene, {
      [architecture]: text.replace(/^(## Executive [Ss]ummary\n\n<!--.*-->\n)/m, '$1\nAsk @alice first.\n'),
    })
    const opened = scene.pullsOf(documents).at(-1)
    expect(opened).toMatchObject({ state: 'open' })
    expect(opened?.body).toContain('### Edits by hand that this replaces')
    expect(opened?.body).toContain('move it outside of them')
    expect(opened?.body).toContain('```diff\nAsk @alice first.\n```')
    expect(await scene.read(documents, architecture)).toBe(text.trimEnd())
  })

  it('is named by the command that replaces it on the branch of a pull request', async () => {
    const { scene, text } = await openDocumented()
    const number = await scene.propose('edit', {
      [architecture]: text.replace(/^(## Executive [Ss]ummary\n\n<!--.*-->\n)/m, '$1\nOurs.\n'),
    })
    const before = scene.pull(number).pull.headSha
    await scene.say(number, '/regenerate-docs')
    expect(await scene.read('edit', architecture)).toBe(text.trimEnd())
    const said = scene.keeperSays(number).at(-1)
    expect(said).toContain(`written by hand in block \`executive-summary\` of \`${architecture}\``)
    expect(said).toContain(before.slice(0, 12))
  })
})

describe('a document with broken markers', () => {
  it('is left alone and named, and the others are written', async () => {
    const scene = await Scene.open(app, {
      ...optedIn,
      [architecture]: '# Ours\n\n<!-- nur-keeper:begin conclusion -->\n',
    })
    await pushToMain(scene, lantern)
    const [opened] = scene.pullsOf(documents)
    expect(opened?.body).toMatch(/### What went wrong\n\n- `docs\/MODULES_ARCHITECTURE\.md:3`: /)
    expect(await scene.read(documents, architecture)).toContain('# Ours\n\n<!-- nur-keeper:begin conclusion')
    expect(await scene.read(documents, 'docs/PACKAGES_AND_MODULES.md')).toContain('harbor-lantern')
  })
})
