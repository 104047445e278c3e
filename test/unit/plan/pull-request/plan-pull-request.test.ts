import { describe, expect, it } from '@jest/globals'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import type { Config } from '../../../../src/config/schema.ts'
import {
  planPullRequest,
  type PullRequestInput,
  type PullRequestPlan,
} from '../../../../src/plan/pull-request/plan-pull-request.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { alignmentOf, problemOf } from '../sample.ts'
import { parser, sets, spindle, templates } from '../scaffold/houses.ts'
import { facts } from './sample-plan.ts'

const target = memorySnapshot({ 'default.nix': sets['default.nix'] }, 'c'.repeat(40))
const empty = alignmentOf([])
const missing = alignmentOf([spindle(null)], {}, [
  problemOf('missing-module', { severity: 'warning', subject: 'tangled-spindle' }),
])

function plan(part: Partial<PullRequestInput> = {}): PullRequestPlan {
  return planPullRequest({
    facts,
    base: empty,
    head: missing,
    headSnapshot: memorySnapshot(sets),
    target,
    config: defaultConfig,
    configProblems: [],
    notes: [],
    parser,
    templates,
    ...part,
  })
}

function withPullRequests(part: Partial<Config['pullRequests']>): Config {
  return { ...defaultConfig, pullRequests: { ...defaultConfig.pullRequests, ...part } }
}

describe('planPullRequest', () => {
  it('checks, comments and scaffolds where a service comes without its module', () => {
    const { checkRun, comment, followUp, scaffolded } = plan()
    expect(checkRun).toMatchObject({ headSha: facts.headSha, title: '1 service without a module introduced' })
    expect(comment?.body).toContain('`tangled-spindle` runs as a service')
    expect(followUp).toMatchObject({
      branch: 'nur-keeper/scaffold/12',
      base: 'main',
      baseSha: target.commit,
      draft: true,
    })
    expect(followUp?.files.map(({ path }) => path)).toContain('modules/tangled/spindle.nix')
    expect(scaffolded).toEqual(['tangled-spindle'])
  })

  it('is the same each time', () => {
    expect(plan()).toEqual(plan())
  })

  it('gives a draft the check run alone, and says why', () => {
    const { checkRun, comment, followUp } = plan({ facts: { ...facts, draft: true } })
    expect([comment, followUp]).toEqual([null, null])
    expect(checkRun?.summary).toContain('The pull request is a draft')
  })

  it('does what the config leaves on', () => {
    expect(plan({ config: withPullRequests({ comment: false }) }).comment).toBeNull()
    const quiet = plan({ config: withPullRequests({ followUps: false }) })
    expect(quiet.followUp).toBeNull()
    expect(quiet.comment?.body).not.toContain('the follow-up')
    expect(quiet.checkRun?.summary).toContain('No follow-up is opened')
  })

  it('has nothing to open where a person brings the module along', () => {
    const own = alignmentOf([spindle(null, { status: 'aligned', modules: ['modules/tangled/spindle.nix'] })])
    const { comment, followUp, checkRun } = plan({ head: own })
    expect([comment?.body, followUp]).toEqual([null, null])
    expect(checkRun?.summary).toContain('`tangled-spindle` has its module: `modules/tangled/spindle.nix`.')
  })

  it('holds only what is introduced against a pull request', () => {
    const { comment, followUp, checkRun } = plan({ base: missing })
    expect([comment?.body, followUp, checkRun?.conclusion]).toEqual([null, null, 'success'])
  })

  it('fails a change that breaks the config, on its line', () => {
    const fault = problemOf('invalid-config', { path: '.github/nur-keeper.yml', line: 7 })
    expect(plan({ head: empty, configProblems: [fault] }).checkRun).toMatchObject({
      conclusion: 'failure',
      annotations: [fault],
    })
  })

  it('fails a change that breaks the markers of a document', () => {
    const files = {
      ...sets,
      [defaultConfig.documents.architecture]: '<!-- nur-keeper:begin conclusion -->\n',
    }
    expect(plan({ head: empty, headSnapshot: memorySnapshot(files) }).checkRun).toMatchObject({
      conclusion: 'failure',
      annotations: [{ code: 'broken-markers', path: defaultConfig.documents.architecture, line: 1 }],
    })
  })
})
