import { describe, expect, it } from '@jest/globals'
import type { NixVerdict } from '../../../src/model/real-nix.ts'
import { openRealNix } from '../../../src/real-nix/open-real-nix.ts'
import { nixpkgsLib } from '../../support/nixpkgs-lib.ts'
import { memorySnapshot } from '../../support/snapshot.ts'
import { nix } from './real-nix.ts'

const describeNixpkgs = nix === null || nixpkgsLib === null ? describe.skip : describe

/** A module of a service `services.one`, with options and a configuration of its own. */
function moduleOf(options: string, config: string): string {
  return `{ config, lib, pkgs, ... }:
let
  cfg = config.services.one;
in
{
  options.services.one = {
    enable = lib.mkEnableOption "one";
    ${options}
  };
  config = lib.mkIf cfg.enable {
    ${config}
  };
}
`
}

async function judge(files: Readonly<Record<string, string>>, seconds = 30): Promise<NixVerdict | undefined> {
  const opened = openRealNix(nixpkgsLib, process.env)
  if (!opened.ok) throw new Error(opened.reason)
  const modules = [{ path: 'modules/one.nix', options: ['services.one'] }]
  const trial = { snapshot: memorySnapshot(files), files: [], modules, seconds }
  return (await opened.realNix.tryModules(trial)).get('modules/one.nix')
}

const judgeModule = (options: string, config: string): Promise<NixVerdict | undefined> =>
  judge({ 'modules/one.nix': moduleOf(options, config) })

describeNixpkgs('a module, by real Nix', () => {
  it('is tried off, enabled, and with each option varied', async () => {
    const options = `
      package = lib.mkPackageOption pkgs "one" { };
      port = lib.mkOption { type = lib.types.port; default = 80; description = "x"; };
      hostname = lib.mkOption { type = lib.types.str; description = "x"; };
      nested = lib.mkOption { type = lib.types.submodule { options.url = lib.mkOption { type = lib.types.str; }; }; default = { }; };`
    const config = `
      systemd.services.one.serviceConfig.ExecStart = "\${lib.getExe cfg.package} \${toString cfg.port} \${cfg.hostname} \${cfg.nested.url}";
      networking.firewall.allowedTCPPorts = [ cfg.port ];
      environment.systemPackages = [ pkgs.jq ];`
    expect(await judgeModule(options, config)).toEqual({
      kind: 'ok',
      varied: 2,
      remarks: [],
    })
  })

  it('uses a library beside it, and files on top', async () => {
    const opened = openRealNix(nixpkgsLib, process.env)
    if (!opened.ok) throw new Error(opened.reason)
    const config = 'systemd.services.one = (import ../lib/shared.nix).unit cfg;'
    const verdicts = await opened.realNix.tryModules({
      snapshot: memorySnapshot({ 'lib/shared.nix': 'throw "old"' }),
      files: [
        { path: 'lib/shared.nix', content: '{ unit = cfg: { script = "exec one"; }; }' },
        { path: 'modules/one.nix', content: moduleOf('', config) },
      ],
      modules: [{ path: 'modules/one.nix', options: ['services.one'] }],
      seconds: 30,
    })
    expect(verdicts.get('modules/one.nix')).toMatchObject({ kind: 'ok' })
  })

  it('fails with the message, the trial and the place', async () => {
    const port = 'port = lib.mkOption { type = lib.types.port; default = 80; };'
    expect(await judgeModule(port, 'systemd.services.one.script = cfg.prot;')).toEqual({
      kind: 'failed',
      message: "enabled: attribute 'prot' missing (modules/one.nix:11)",
    })
    expect(await judgeModule('', 'systemd.services.one.wants = "a.service";')).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/^enabled: .*systemd\.services\.one\.wants.*In `modules\/one\.nix'/),
    })
    const secret = 'secret = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };'
    expect(
      await judgeModule(
        secret,
        'systemd.services.one.script = if cfg.secret == null then "" else throw "no secrets";',
      ),
    ).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('with services.one.secret: no secrets'),
    })
    expect(await judge({ 'modules/one.nix': '{ lib, ... }: {' })).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('syntax error'),
    })
  })

  it('is unknown where it reads what no stand-in has, or what it may not', async () => {
    for (const text of [
      'config.services.gitea.stateDir',
      'pkgs.one.python.pkgs.two.deep',
      'builtins.readFile /etc/hosts',
    ])
      expect(await judgeModule('', `systemd.services.one.script = "\${${text}}";`)).toMatchObject({
        kind: expect.stringMatching(text.startsWith('pkgs') ? 'ok' : 'unknown'),
      })
    expect(await judge({ 'modules/one.nix': '{ self, ... }: { x = self.y; }' })).toMatchObject({
      kind: 'unknown',
    })
  })

  it('is called first where it is curried, and its packages may be functions', async () => {
    const text = moduleOf('', 'environment.systemPackages = [ (pkgs.makeThing { a = 1; } "x") ];')
    for (const head of ['self: ', '{ self, other ? 1 }: ', '{ self }: inputs: '])
      expect(await judge({ 'modules/one.nix': head + text })).toMatchObject({ kind: 'ok' })
  })

  it('may set what NixOS has by what its own options hold', async () => {
    const jobs = 'jobs = lib.mkOption { type = lib.types.attrsOf lib.types.str; default = { }; };'
    const config =
      'networking = lib.mkMerge (lib.mapAttrsToList (name: _: { hosts.a = [ name ]; }) cfg.jobs);'
    expect(await judgeModule(jobs, config)).toMatchObject({ kind: 'ok', varied: 1 })
    expect(
      await judgeModule('', 'services.nginx = lib.mkIf config.services.nginx.enable { a = 1; };'),
    ).toMatchObject({ kind: 'ok' })
  })

  it('keeps what an assertion asks for as a remark', async () => {
    const config = 'assertions = [ { assertion = false; message = "services.one.secret is missing"; } ];'
    expect(await judgeModule('', config)).toEqual({
      kind: 'ok',
      varied: 0,
      remarks: ['an assertion asks for more: services.one.secret is missing'],
    })
  })

  it('outlives hostile trees', async () => {
    const recursion = await judgeModule('', 'systemd.services.one.script = let x = x; in x;')
    expect(recursion).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('infinite recursion'),
    })
    const endless = `systemd.services.one.script =
      let loop = depth: if depth == 0 then 0 else builtins.foldl' (a: _: a + loop (depth - 1)) 0 (lib.range 1 1000);
      in toString (loop 5);`
    expect(await judge({ 'modules/one.nix': moduleOf('', endless) }, 1)).toEqual({
      kind: 'unknown',
      reason: 'Nix was stopped after 1 s',
    })
    const paths = { '../../outside.nix': '1', a: '1', 'a/b': '1', ['x'.repeat(400)]: '1', '.git/config': '1' }
    const files = { 'modules/one.nix': moduleOf('', ''), ...paths }
    expect(await judge(files)).toMatchObject({ kind: 'ok' })
  })
})
