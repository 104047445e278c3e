import { describe, expect, it } from '@jest/globals'
import { parseConfig } from '../../../src/config/parse-config.ts'
import type { Config } from '../../../src/config/schema.ts'
import { createPlanner } from '../../../src/jobs/create-planner.ts'
import type { PullRequestPlanInput } from '../../../src/jobs/planner.ts'
import { verifyByNix } from '../../../src/jobs/verify-by-nix.ts'
import type { NixTrial, NixVerdict, RealNix } from '../../../src/model/real-nix.ts'
import { loadOwnLibrary } from '../../../src/checkout/load-own-library.ts'
import { loadTemplates } from '../../../src/checkout/load-templates.ts'
import { loadNixParser } from '../../../grammar/load.ts'
import { openRealNix } from '../../../src/real-nix/open-real-nix.ts'
import { nixpkgsLib } from '../../support/nixpkgs-lib.ts'
import { memorySnapshot } from '../../support/snapshot.ts'
import { nix } from '../real-nix/real-nix.ts'

const packageOf = (name: string): string => `{ lib, stdenv }:
stdenv.mkDerivation {
  pname = "${name}";
  version = "1";
  passthru.atproto = { type = "application"; services = [ "${name}" ]; };
  meta = { description = "${name} daemon"; mainProgram = "${name}"; };
}
`

const exported = (names: readonly string[]): string =>
  `{ pkgs }: {\n${names.map((name) => `  ${name} = pkgs.callPackage ./pkgs/${name}.nix { };\n`).join('')}}\n`

const base = memorySnapshot({ 'default.nix': exported([]), 'modules/default.nix': '{ imports = [ ]; }\n' })
const head = memorySnapshot(
  {
    'default.nix': exported(['knot', 'spindle']),
    'modules/default.nix': '{ imports = [ ]; }\n',
    'pkgs/knot.nix': packageOf('knot'),
    'pkgs/spindle.nix': packageOf('spindle'),
  },
  'b'.repeat(40),
)

function configOf(text: string): Config {
  const parsed = parseConfig(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.config
}

const asking = configOf('scaffold: { verify: { nix: true, seconds: 7 } }')

function inputOf(config: Config): PullRequestPlanInput {
  const facts = {
    number: 1,
    htmlUrl: 'https://github.com/ann/nur',
    headHtmlUrl: 'https://github.com/ann/nur',
    author: 'ann',
    title: 'Add knot and spindle',
    draft: false,
    baseBranch: 'main',
    baseSha: base.commit,
    headSha: head.commit,
    followUpNumber: null,
  }
  return { facts, base, head, target: base, config, configProblems: [], notes: [] }
}

/** Refuses modules by a word of their path. */
function nixThatRefuses(word: string | null): RealNix & { readonly trials: NixTrial[] } {
  const trials: NixTrial[] = []
  const verdictOn = (path: string): NixVerdict =>
    word !== null && path.includes(word)
      ? { kind: 'failed', message: "The option `a.b' is wrong (modules/x.nix:3)" }
      : { kind: 'ok', varied: 2, remarks: [] }
  return {
    trials,
    tryModules: (trial) => {
      trials.push(trial)
      return Promise.resolve(new Map(trial.modules.map(({ path }) => [path, verdictOn(path)])))
    },
  }
}

async function plannerWith(realNix: RealNix | null) {
  return verifyByNix(
    createPlanner({
      parser: await loadNixParser(),
      templates: loadTemplates(),
      ownLibrary: loadOwnLibrary(),
    }),
    realNix,
  )
}

describe('verification by real Nix', () => {
  it('does not open what Nix refuses, and says why in the check run', async () => {
    const realNix = nixThatRefuses('spindle')
    const planner = await plannerWith(realNix)
    const plan = await planner.planPullRequest(inputOf(asking))
    expect(plan.scaffolded).toEqual(['knot'])
    expect(plan.followUp?.files.filter(({ content }) => content?.includes('spindle'))).toEqual([])
    expect(plan.checkRun?.summary).toMatch(/spindle.*Real Nix refuses its module: The option 'a\.b' is wrong/)
    expect(plan.notes).toContain(
      'Real Nix evaluates the module for `knot` off, enabled, and with 2 of its options varied.',
    )
  })

  it('tries the base branch with the scaffold, never files of the pull request, and each once', async () => {
    const realNix = nixThatRefuses(null)
    const planner = await plannerWith(realNix)
    await planner.planPullRequest(inputOf(asking))
    await planner.planPullRequest({
      ...inputOf(asking),
      facts: { ...inputOf(asking).facts, followUpNumber: 2 },
    })
    expect(realNix.trials).toHaveLength(1)
    const [trial] = realNix.trials
    expect(trial?.snapshot).toBe(base)
    expect(trial?.seconds).toBe(7)
    expect(trial?.files.map(({ path }) => path).filter((path) => path.startsWith('pkgs/'))).toEqual([])
  })

  it('asks Nix only where the config does, and says where the host does not allow it', async () => {
    const realNix = nixThatRefuses('spindle')
    const silent = await (await plannerWith(realNix)).planPullRequest(inputOf(configOf('')))
    expect([realNix.trials, silent.scaffolded]).toEqual([[], ['knot', 'spindle']])
    const plan = await (await plannerWith(null)).planPullRequest(inputOf(asking))
    expect(plan.scaffolded).toEqual(['knot', 'spindle'])
    expect(plan.checkRun?.summary).toContain('host does not allow')
  })

  it('holds for scaffolds that are asked for', async () => {
    const planner = await plannerWith(nixThatRefuses('spindle'))
    const planned = await planner.planScaffold({
      facts: { number: 1, htmlUrl: 'https://github.com/ann/nur' },
      source: head,
      target: base,
      targetBranch: 'main',
      packages: ['knot', 'spindle'],
      draft: true,
      config: asking,
    })
    expect(planned.scaffolded).toEqual(['knot'])
    expect(planned.refusals.join()).toContain('Real Nix refuses its module')
  })
})

const describeNixpkgs = nix === null || nixpkgsLib === null ? describe.skip : describe
describeNixpkgs('verification by the real Nix of this machine', () => {
  it('passes the scaffolds', async () => {
    const opened = openRealNix(nixpkgsLib, process.env)
    if (!opened.ok) throw new Error(opened.reason)
    const planner = await plannerWith(opened.realNix)
    const plan = await planner.planPullRequest(inputOf(configOf('scaffold: { verify: { nix: true } }')))
    expect(plan.scaffolded).toEqual(['knot', 'spindle'])
    expect(plan.notes.filter((note) => note.startsWith('Real Nix evaluates'))).toHaveLength(2)
  })
})
