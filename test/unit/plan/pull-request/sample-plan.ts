import type { Comparison } from '../../../../src/model/alignment.ts'
import type { PullRequestFacts } from '../../../../src/plan/pull-request/pull-request-facts.ts'
import type { ScaffoldPlan } from '../../../../src/plan/scaffold/scaffold-plan.ts'

export const facts: PullRequestFacts = {
  number: 12,
  htmlUrl: 'https://github.com/o/r',
  headHtmlUrl: 'https://github.com/alice/r',
  author: 'alice',
  title: 'Add spindle',
  draft: false,
  baseBranch: 'main',
  baseSha: '1'.repeat(40),
  headSha: '2'.repeat(40),
  followUpNumber: null,
}

export const noScaffold: ScaffoldPlan = { files: [], modules: [], refusals: [] }

export const spindleScaffold: ScaffoldPlan = {
  files: [{ path: 'modules/tangled/spindle.nix', content: '{ }\n' }],
  modules: [
    {
      attr: 'tangled-spindle',
      path: 'modules/tangled/spindle.nix',
      option: 'services.tangled.spindle',
      library: 'lib/service-common.nix',
      calls: ['mkServiceOptions', 'mkSystemdService'],
      avoided: [
        {
          name: 'standardRestartConfig',
          path: 'lib/service-common.nix',
          line: 40,
          reason: 'it puts `StartLimitBurst` into the service section, where systemd ignores it.',
        },
      ],
      decisions: [
        'The package declares no port: add one with its option, and `openFirewall`, if it listens.',
      ],
    },
  ],
  refusals: [],
}

export function comparisonOf(part: Partial<Comparison> = {}): Comparison {
  return { introduced: [], inherited: [], healed: [], addedPackages: [], removedPackages: [], ...part }
}
