import { describe, expect, it } from '@jest/globals'
import { loadTemplates } from '../../../../src/checkout/load-templates.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import type { Config } from '../../../../src/config/schema.ts'
import { followUpBranch, followUpSource } from '../../../../src/plan/pull-request/follow-up-branch.ts'
import { introducedBy } from '../../../../src/plan/pull-request/introduced.ts'
import { planCheckRun, type CheckRunInput } from '../../../../src/plan/pull-request/plan-check-run.ts'
import { planComment } from '../../../../src/plan/pull-request/plan-comment.ts'
import { planDocumentsPullRequest } from '../../../../src/plan/pull-request/plan-documents-pull-request.ts'
import { planFollowUp } from '../../../../src/plan/pull-request/plan-follow-up.ts'
import { parseHiddenMarker } from '../../../../src/plan/text/hidden-marker.ts'
import { alignedOf, alignmentOf, packageOf, problemOf } from '../sample.ts'
import { comparisonOf, facts, noScaffold, spindleScaffold } from './sample-plan.ts'

const templates = loadTemplates()
const spindle = alignedOf(
  packageOf('tangled-spindle', {
    org: 'tangled',
    location: { path: 'pkgs/tangled/spindle.nix', line: 1, column: 1 },
  }),
)
const adding = comparisonOf({
  addedPackages: [spindle],
  introduced: [problemOf('missing-module', { subject: 'tangled-spindle' })],
})

describe('planComment', () => {
  it('says what lacks a module, what is done about it, and how that is known', () => {
    const { body } = planComment({
      facts,
      introduced: introducedBy(adding),
      scaffold: spindleScaffold,
      hasFollowUp: true,
      templates,
    })
    expect(body)
      .toBe(`\`tangled-spindle\` runs as a service, but no NixOS module starts it: users can install it, not enable it.

- [\`tangled-spindle\`](https://github.com/alice/r/blob/${'2'.repeat(40)}/pkgs/tangled/spindle.nix#L1): [the follow-up](https://github.com/o/r/pulls?q=is%3Apr%20head%3Anur-keeper%2Fscaffold%2F12) adds \`services.tangled.spindle.enable\` in \`modules/tangled/spindle.nix\`.

The follow-up is a draft from the base branch, for after this merge; it says what is left to decide. A module of your own in this pull request takes its place. Should a package need none, a maintainer comments \`/not-a-service tangled-spindle <reason>\`.

<details><summary>What each package is, and how that is known</summary>

- \`tangled-spindle\` is a service: \`passthru.atproto.services\` names "daemon"

</details>

The same on a checkout: \`nur-keeper plan . --base ${'1'.repeat(40)} --head ${'2'.repeat(40)}\`

<!-- nur-keeper:comment {"pullRequest":12} -->
`)
  })

  it('names the follow-up by its number once it has one', () => {
    const known = { ...facts, followUpNumber: 13 }
    const { body } = planComment({
      facts: known,
      introduced: introducedBy(adding),
      scaffold: spindleScaffold,
      hasFollowUp: true,
      templates,
    })
    expect(body).toContain('#13 adds `services.tangled.spindle.enable`')
  })

  it('has nothing to say of notices, and of what was there before', () => {
    const quiet = comparisonOf({
      introduced: [problemOf('x', { severity: 'notice' })],
      inherited: [problemOf('y')],
    })
    const plan = planComment({
      facts,
      introduced: introducedBy(quiet),
      scaffold: noScaffold,
      hasFollowUp: false,
      templates,
    })
    expect(plan.body).toBeNull()
    expect(plan.settledBody).toContain('Settled')
    expect(parseHiddenMarker(plan.settledBody)).toEqual({ kind: 'comment', facts: { pullRequest: 12 } })
  })

  it('speaks of a service whose module the pull request takes away', () => {
    const removing = comparisonOf({ introduced: [problemOf('missing-module', { subject: 'other' })] })
    const { body } = planComment({
      facts,
      introduced: introducedBy(removing),
      scaffold: noScaffold,
      hasFollowUp: false,
      templates,
    })
    expect(body).toContain('This pull request introduces 1 problem.')
  })

  it('lets nothing of the repository out of its place', () => {
    const attr = '`@everyone` <!-- | [x](http://evil) #1'
    const hostile = alignedOf(packageOf(attr), {
      evidence: [{ kind: 'service', weight: 1, text: '<img src=x> @team ` #2' }],
    })
    const introduced = introducedBy(
      comparisonOf({ addedPackages: [hostile], introduced: [problemOf('x', { message: '<!-- @me\n# hi' })] }),
    )
    const { body } = planComment({ facts, introduced, scaffold: noScaffold, hasFollowUp: false, templates })
    const outsideCode = body?.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
    expect(outsideCode?.match(/<!--/g)).toHaveLength(1)
    expect(body).not.toMatch(/^# hi/m)
    expect(body).not.toMatch(/<img/)
    expect(outsideCode).not.toMatch(/@(everyone|me|team)/)
  })

  it('stays under GitHub’s limit', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      alignedOf(
        packageOf(`package-${index}`, {
          location: { path: `${'deep/'.repeat(20)}x${index}.nix`, line: 1, column: 1 },
        }),
      ),
    )
    const { body } = planComment({
      facts,
      introduced: introducedBy(comparisonOf({ addedPackages: many })),
      scaffold: noScaffold,
      hasFollowUp: false,
      templates,
    })
    expect(body?.length).toBeLessThanOrEqual(65_536)
    expect(body).toContain('did not fit into a comment')
    expect(parseHiddenMarker(body ?? '')).not.toBeNull()
  })
})

describe('planCheckRun', () => {
  const run = (part: Partial<CheckRunInput>): ReturnType<typeof planCheckRun> =>
    planCheckRun({
      facts,
      comparison: comparisonOf(),
      summary: alignmentOf([]).summary,
      configProblems: [],
      scaffold: noScaffold,
      notes: [],
      config: defaultConfig,
      templates,
      ...part,
    })
  const failOn = (severity: Config['pullRequests']['failOn']): Config => ({
    ...defaultConfig,
    pullRequests: { ...defaultConfig.pullRequests, failOn: severity },
  })
  const warning = comparisonOf({ introduced: [problemOf('x', { severity: 'warning' })] })

  it('concludes from what is introduced, as the config says', () => {
    expect(run({}).conclusion).toBe('success')
    expect(run({ comparison: comparisonOf({ inherited: [problemOf('x')] }) }).conclusion).toBe('success')
    expect(run({ comparison: comparisonOf({ introduced: [problemOf('x')] }) }).conclusion).toBe('failure')
    expect(run({ comparison: warning }).conclusion).toBe('neutral')
    expect(run({ comparison: warning, config: failOn('warning') }).conclusion).toBe('failure')
    expect(
      run({ comparison: comparisonOf({ introduced: [problemOf('x')] }), config: failOn('never') }).conclusion,
    ).toBe('neutral')
  })

  it('fails on a broken config, whatever that says', () => {
    const broken = problemOf('invalid-config', { path: '.github/nur-keeper.yml', line: 4 })
    expect(run({ configProblems: [broken], config: failOn('never') })).toMatchObject({
      conclusion: 'failure',
      annotations: [broken],
    })
  })

  it('says why nothing happened', () => {
    const { title, summary } = run({
      notes: ['It adds no package.'],
      comparison: comparisonOf({ inherited: [problemOf('x')] }),
    })
    expect(title).toBe('Nothing introduced')
    expect(summary).toContain('- It adds no package.')
    expect(summary).toContain('1 problem of the base branch')
  })

  it('puts errors first and counts in the title', () => {
    const introduced = [
      problemOf('a', { severity: 'notice' }),
      problemOf('b'),
      problemOf('missing-module', { severity: 'warning', subject: 'tangled-spindle' }),
    ]
    const { annotations, title } = run({ comparison: comparisonOf({ addedPackages: [spindle], introduced }) })
    expect(annotations.map(({ severity }) => severity)).toEqual(['error', 'warning', 'notice'])
    expect(title).toBe('1 service without a module, 2 problems introduced')
  })
})

describe('planFollowUp', () => {
  it('is one draft from the base branch for all modules', () => {
    const plan = planFollowUp({
      facts,
      scaffold: spindleScaffold,
      base: { branch: 'main', sha: '3'.repeat(40) },
      draft: true,
      templates,
    })
    expect(plan).toMatchObject({
      branch: 'nur-keeper/scaffold/12',
      base: 'main',
      baseSha: '3'.repeat(40),
      title: 'Add the module services.tangled.spindle',
      draft: true,
    })
    expect(plan?.body.startsWith('Depends on #12\n')).toBe(true)
    expect(plan?.body).toContain(
      '`standardRestartConfig` ([`lib/service-common.nix:40`](https://github.com/o/r/blob/',
    )
    expect(plan?.body).toContain('nur-keeper scaffold . tangled-spindle')
    expect(parseHiddenMarker(plan?.body ?? '')).toEqual({ kind: 'follow-up', facts: { pullRequest: 12 } })
  })

  it('depends on nothing once its source is merged, or where it was asked for on an issue', () => {
    const base = { branch: 'main', sha: '3'.repeat(40) }
    const plan = planFollowUp({ facts, scaffold: spindleScaffold, base, draft: false, templates })
    expect(plan?.body.startsWith('For #12\n')).toBe(true)
    expect(plan?.body).not.toMatch(/[Dd]epends on/)
  })

  it('is not there where there is nothing to add', () => {
    expect(
      planFollowUp({
        facts,
        scaffold: noScaffold,
        base: { branch: 'main', sha: 'x' },
        draft: true,
        templates,
      }),
    ).toBeNull()
  })

  it('has a branch that tells its source', () => {
    expect(followUpSource(followUpBranch(12))).toBe(12)
    expect([
      followUpSource('nur-keeper/scaffold/0'),
      followUpSource('nur-keeper/scaffold/1x'),
      followUpSource('main'),
    ]).toEqual([null, null, null])
  })
})

describe('planDocumentsPullRequest', () => {
  it('lists the claims that changed and the edits it replaces', () => {
    const plan = planDocumentsPullRequest({
      files: [{ path: 'docs/A.md', content: '' }],
      changedClaims: [{ path: 'docs/A.md', line: 3, before: '74 modules', after: 'there are 61' }],
      handEdits: [{ path: 'docs/A.md', block: 'key-findings', lines: ['```', 'mine'] }],
      problems: [
        {
          code: 'broken-markers',
          severity: 'error',
          path: 'docs/B.md',
          line: 7,
          column: 1,
          message: 'The block has no end.',
          remedy: 'Add one.',
          subject: 'x',
        },
      ],
      base: { branch: 'main', sha: '4'.repeat(40) },
      templates,
    })
    expect(plan?.body).toContain('| `docs/A.md:3` | 74 modules | there are 61 |')
    expect(plan?.body).toContain('````diff\n```\nmine\n````')
    expect(plan?.body).toContain('- `docs/B.md:7`: The block has no end. Add one.')
  })

  it('is not there where every document is up to date', () => {
    const base = { branch: 'main', sha: 'x' }
    expect(
      planDocumentsPullRequest({
        files: [],
        changedClaims: [],
        handEdits: [],
        problems: [],
        base,
        templates,
      }),
    ).toBeNull()
  })
})
