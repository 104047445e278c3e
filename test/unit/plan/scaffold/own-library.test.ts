import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { align } from '../../../../src/alignment/align.ts'
import { loadOwnLibrary } from '../../../../src/checkout/load-own-library.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import type { Config } from '../../../../src/config/schema.ts'
import { buildInventory } from '../../../../src/inventory/build-inventory.ts'
import { formatNix } from '../../../../src/nix/format.ts'
import { planFollowUp } from '../../../../src/plan/pull-request/plan-follow-up.ts'
import { planScaffold } from '../../../../src/plan/scaffold/plan-scaffold.ts'
import type { ScaffoldPlan } from '../../../../src/plan/scaffold/scaffold-plan.ts'
import { openRealNix } from '../../../../src/real-nix/open-real-nix.ts'
import { nixpkgsLib } from '../../../support/nixpkgs-lib.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { nix } from '../../real-nix/real-nix.ts'
import { parser, templates } from './houses.ts'

const ownLibrary = loadOwnLibrary()
const path = 'lib/service-common.nix'
const main = readFileSync(join(import.meta.dirname, '../../../../lib/service-common.nix'), 'utf8')

type Files = Readonly<Record<string, string>>

const packageOf = (name: string, more = ''): string => `{ lib, buildGoModule }:
buildGoModule {
  pname = "${name}";
  version = "1";
  ${more}
  passthru.atproto = { type = "application"; services = [ "${name}" ]; configuration.required = [ "OWNER" ]; };
  meta = { description = "Knot server"; mainProgram = "${name}"; };
}
`

/** A NUR with two services, a module of its own that stands alone, and none for the services. */
const house: Files = {
  'default.nix': `{ pkgs }: {
  modules = import ./modules;
  knot = pkgs.callPackage ./pkgs/knot.nix { };
  a-daemon-with-quite-a-long-name-d = pkgs.callPackage ./pkgs/long.nix { };
}
`,
  'modules/default.nix': '{ other = ./other.nix; }\n',
  'modules/other.nix': `{ config, lib, ... }: {
  options.services.other.enable = lib.mkEnableOption "other";
  config = lib.mkIf config.services.other.enable { systemd.services.other.script = "exec other"; };
}
`,
  'pkgs/knot.nix': packageOf('knot'),
  'pkgs/long.nix': packageOf('longd'),
}

function scaffoldIn(files: Files, libraries: Config['scaffold']['libraries']): ScaffoldPlan {
  const snapshot = memorySnapshot(files)
  const config = { ...defaultConfig, scaffold: { ...defaultConfig.scaffold, libraries } }
  const alignment = align(buildInventory({ snapshot, parser, config }), config)
  return planScaffold({ alignment, snapshot, parser, templates, config, ownLibrary })
}

function bodyOf(scaffold: ScaffoldPlan): string {
  const facts = { number: 1, htmlUrl: 'https://github.com/ann/nur' }
  const base = { branch: 'main', sha: 'a'.repeat(40) }
  return planFollowUp({ facts, scaffold, base, draft: true, templates })?.body ?? ''
}

const added = (plan: ScaffoldPlan): readonly string[] =>
  plan.files.flatMap(({ path: file }) => (file.startsWith('lib/') ? [file] : []))

describe('a NUR without shared libraries', () => {
  it('is offered the library of the keeper, once in the follow-up', () => {
    const plan = scaffoldIn(house, 'offer')
    expect(plan.ownLibrary).toEqual({ type: 'offered' })
    expect([added(plan), plan.modules.map(({ library }) => library)]).toEqual([[], [null, null]])
    expect(bodyOf(plan)).toContain('`scaffold.libraries: add` in `.github/nur-keeper.yml`')
  })

  it('hears nothing of it where the config says so', () => {
    const plan = scaffoldIn(house, 'none')
    expect(plan.ownLibrary).toBeUndefined()
    expect(bodyOf(plan)).not.toContain('scaffold.libraries')
  })

  it('gets it with the modules that use it, where the config says so', () => {
    const plan = scaffoldIn(house, 'add')
    expect(plan.refusals).toEqual([])
    expect(plan.ownLibrary).toEqual({ type: 'added', path })
    expect(plan.modules.map(({ attr, library }) => [attr, library])).toEqual([
      ['a-daemon-with-quite-a-long-name-d', path],
      ['knot', path],
    ])
    expect(plan.files.find(({ path: file }) => file === 'modules/knot.nix')?.content).toContain(
      'import ../lib/service-common.nix { inherit lib; }',
    )
    expect(plan.files.find(({ path: file }) => file === 'modules/default.nix')?.content).toMatch(
      /knot = \.\/knot\.nix;/,
    )
    const body = bodyOf(plan)
    expect(body).toContain("It brings the keeper's shared library along")
    expect(body).not.toContain('as its siblings do')
  })

  it('is told in each file where it comes from, with the licence beside', () => {
    const plan = scaffoldIn(house, 'add')
    expect(added(plan)).toEqual(
      [...ownLibrary.files.keys(), 'service-common/LICENSE'].map((name) => `lib/${name}`).sort(),
    )
    for (const { path: file, content } of plan.files.filter((each) => each.path.startsWith('lib/'))) {
      expect(content).toContain('Copyright (c)')
      if (!file.endsWith('.nix')) continue
      expect(content).toContain(`From nur-keeper ${ownLibrary.version}, ${file}.`)
      expect(formatNix(parser, content ?? '')).toEqual({ ok: true, text: content })
    }
    const text = plan.files.find((each) => each.path === path)?.content ?? ''
    const without = text.split('\n').filter((line) => !/From nur|Copyright|Change it/.test(line))
    expect(without.join('\n').replace('\n\n\n', '\n\n')).toBe(main)
  })

  it('keeps the file that is there, edited or not', () => {
    const plan = scaffoldIn(house, 'add')
    const library = Object.fromEntries(
      plan.files.flatMap((each) => (each.path.startsWith('lib/') ? [[each.path, each.content ?? '']] : [])),
    )
    const edited = { ...library, [path]: `# mine\n${library[path] ?? ''}` }
    const again = scaffoldIn({ ...house, ...edited }, 'add')
    expect([added(again), again.ownLibrary]).toEqual([[], { type: 'used', path }])
    expect(again.modules.map((module) => module.library)).toEqual([path, path])
    const broken = scaffoldIn({ ...house, [path]: '{ lib }: throw "mine"\n' }, 'add')
    expect([added(broken), broken.modules.map((module) => module.library)]).toEqual([[], [null, null]])
    const partly = scaffoldIn({ ...house, 'lib/service-common/units.nix': '{ }\n' }, 'add')
    expect([added(partly), partly.modules.map((module) => module.library)]).toEqual([[], [null, null]])
    expect(added(scaffoldIn({ ...house, lib: 'a file\n' }, 'add'))).toEqual([])
  })

  it('is none where modules share one already', () => {
    const shared = {
      ...house,
      'lib/common.nix':
        '{ lib }: { mkUserConfig = cfg: { users.users.${cfg.user}.isSystemUser = true; }; }\n',
      'modules/other.nix': `{ config, lib, ... }: let common = import ../lib/common.nix { inherit lib; }; cfg = config.services.other; in {
  options.services.other = { enable = lib.mkEnableOption "other"; user = lib.mkOption { type = lib.types.str; }; };
  config = lib.mkIf cfg.enable (common.mkUserConfig cfg);
}
`,
    }
    for (const libraries of ['offer', 'add'] as const)
      expect(scaffoldIn(shared, libraries).ownLibrary).toBeUndefined()
  })
})

const describeNixpkgs = nix === null || nixpkgsLib === null ? describe.skip : describe
describeNixpkgs('modules with the library that was brought along', () => {
  it('evaluate by real Nix', async () => {
    const opened = openRealNix(nixpkgsLib, process.env)
    if (!opened.ok) throw new Error(opened.reason)
    const { files, modules } = scaffoldIn(house, 'add')
    const trials = modules.map((module) => ({ path: module.path, options: [module.option] }))
    const verdicts = await opened.realNix.tryModules({
      snapshot: memorySnapshot(house),
      files,
      modules: trials,
      seconds: 60,
    })
    expect([...verdicts.values()].map(({ kind }) => kind)).toEqual(['ok', 'ok'])
  })
})
