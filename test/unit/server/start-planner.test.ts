import { afterAll, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { defaultConfig } from '../../../src/config/default-config.ts'
import { planInThread } from '../../../src/server/start-planner.ts'
import { folderSnapshot, memorySnapshot } from '../../support/snapshot.ts'

const golden = join(import.meta.dirname, '../../golden/organisations-with-library')

describe('the planning thread', () => {
  const planner = planInThread()
  afterAll(async () => {
    await planner.close()
  })

  it('plans with the real core', async () => {
    const [snapshot, config] = [folderSnapshot(join(golden, 'head')), defaultConfig]
    const [packages, planned] = await Promise.all([
      planner.listPackages({ snapshot, config }),
      planner.planDocuments({ snapshot, branch: 'main', config }),
    ])
    expect(packages).toContain('tangled-spindle')
    expect(planned.branch?.files.map(({ path }) => path)).toContain(config.documents.architecture)
  })

  it('hands a fault of the core back as an error, and goes on', async () => {
    const broken = { ...defaultConfig, exclude: null } as unknown as typeof defaultConfig
    const snapshot = memorySnapshot({ 'default.nix': '{ }' }, 'b'.repeat(40))
    await expect(planner.listPackages({ snapshot, config: broken })).rejects.toThrow(/null/)
    expect(await planner.listPackages({ snapshot, config: defaultConfig })).toEqual([])
  })
})

describe('a thread that misbehaves', () => {
  const planner = planInThread({
    timeLimit: 1500,
    memoryLimit: 64,
    script: new URL('endless-thread.ts', import.meta.url),
  })
  afterAll(async () => {
    await planner.close()
  })
  const snapshot = memorySnapshot({})
  const config = defaultConfig
  const report = { snapshot, config, htmlUrl: 'x' }

  it.each([
    ['never ends', 'took longer than 1.5 seconds', () => planner.planPullRequest(report as never)],
    ['takes all memory', /memory|ended/i, () => planner.planScaffold(report as never)],
    ['ends', 'the planning thread ended', () => planner.planFirstReport(report)],
  ])('is replaced where a plan %s, and those who wait behind it get theirs', async (_, message, plan) => {
    const failing = plan()
    const behind = planner.listPackages({ snapshot, config })
    await expect(failing).rejects.toThrow(message)
    expect(await behind).toEqual(['answered'])
  })
})
