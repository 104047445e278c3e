import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../../docs/modules.schema.json' with { type: 'json' }
import { loadNixParser } from '../../../grammar/load.ts'
import { readRepository } from '../../../src/inventory/build-inventory.ts'
import { printModuleTable } from '../../../src/verification/report/print-module-table.ts'
import { toModuleReport } from '../../../src/verification/report/module-report.ts'
import { isRed, type VerifiedModule } from '../../../src/verification/verified-module.ts'
import { verifyModules } from '../../../src/verification/verify-modules.ts'
import { memorySnapshot } from '../../support/snapshot.ts'

const parser = await loadNixParser()

const hardening = `DynamicUser = true; ProtectSystem = "strict"; ProtectHome = true; NoNewPrivileges = true;
        CapabilityBoundingSet = ""; AmbientCapabilities = ""; DevicePolicy = "closed"; IPAddressDeny = "any";
        LockPersonality = true; MemoryDenyWriteExecute = true; PrivateDevices = true; PrivateMounts = true;
        PrivateTmp = true; PrivateUsers = true; ProcSubset = "pid"; ProtectClock = true; ProtectControlGroups = true;
        ProtectHostname = true; ProtectKernelLogs = true; ProtectKernelModules = true; ProtectKernelTunables = true;
        ProtectProc = "invisible"; RemoveIPC = true; RestrictAddressFamilies = [ "AF_INET" ]; RestrictNamespaces = true;
        RestrictRealtime = true; RestrictSUIDSGID = true; SystemCallArchitectures = "native"; UMask = "0077";
        SystemCallFilter = [ "@system-service" "~@privileged @resources" ];`

/** A module with one service; each part can be another. */
function moduleWith(parts: {
  readonly options?: string
  readonly serviceConfig?: string
  readonly unit?: string
  readonly config?: string
}): string {
  return `{ config, lib, pkgs, ... }:
let cfg = config.services.beacon; in
{
  options.services.beacon = {
    enable = lib.mkEnableOption "beacon";
    package = lib.mkOption { type = lib.types.package; default = pkgs.beacon; description = "Package."; };
    port = lib.mkOption { type = lib.types.port; default = 8080; description = "Port."; };
    ${parts.options ?? ''}
  };
  config = lib.mkIf cfg.enable {
    systemd.services.beacon = {
      wantedBy = [ "multi-user.target" ];
      ${parts.unit ?? ''}
      serviceConfig = {
        ExecStart = "\${lib.getExe cfg.package} --port \${toString cfg.port}";
        ${hardening}
        ${parts.serviceConfig ?? ''}
      };
    };
    ${parts.config ?? ''}
  };
}
`
}

function verify(text: string): VerifiedModule {
  const snapshot = memorySnapshot({
    'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
    'modules/beacon.nix': text,
  })
  const repository = readRepository({ snapshot, parser, config: { entryPoints: null, exclude: [] } })
  const [found] = verifyModules(repository)
  if (found === undefined) throw new Error('no module was found')
  return found.module
}

describe('verifyModules', () => {
  it('finds nothing wrong with a plain service', () => {
    const module = verify(moduleWith({}))
    expect(module).toMatchObject({
      path: 'modules/beacon.nix',
      options: ['services.beacon'],
      evaluates: { outcome: 'ok', varied: 1, untried: [] },
      units: { outcome: 'ok', names: ['beacon.service'] },
      exposure: { outcome: 'ok', levels: [{ unit: 'beacon.service', by: 'keeper' }] },
      lints: { outcome: 'ok' },
    })
    expect(isRed(module)).toBe(false)
  })

  it('enables a module with samples of what it requires', () => {
    const options = `
      host = lib.mkOption { type = lib.types.str; description = "Host."; };
      settings = lib.mkOption {
        default = { };
        description = "Settings.";
        type = lib.types.submodule {
          options.url = lib.mkOption { type = lib.types.strMatching "https://.*"; description = "URL."; };
        };
      };`
    const unit = 'environment = { HOST = cfg.host; URL = cfg.settings.url; };'
    expect(verify(moduleWith({ options, unit })).evaluates).toMatchObject({ outcome: 'ok', faults: [] })
  })

  it('varies options, and says which does not hold', () => {
    const options = `mode = lib.mkOption { type = lib.types.enum [ "one" "two" ]; default = "one"; description = "Mode."; };`
    const unit = 'description = { one = "One"; }.${cfg.mode};'
    const { evaluates } = verify(moduleWith({ options, unit }))
    expect(evaluates.outcome).toBe('failed')
    expect(evaluates.faults[0]).toMatch(/^with services\.beacon\.mode: attribute 'two' is missing/)
  })

  it.each([
    [
      'a key of another section',
      'StartLimitIntervalSec = 10;',
      /ignored in \[Service\]: it belongs to \[Unit\]/,
    ],
    ['a key that is none', 'EnvironmentFiles = "/run/x";', /systemd knows no such key/],
    ['a program without its path', 'ExecStartPre = "mkdir /srv";', /absolute path: mkdir/],
    ['an undeclared user', 'User = "beacon";', /User=beacon is declared nowhere/],
  ])('finds %s', (_, serviceConfig, message) => {
    const { units } = verify(moduleWith({ serviceConfig }).replace('DynamicUser = true; ', ''))
    expect(units.outcome).toBe('failed')
    expect(units.faults.join('\n')).toMatch(message)
  })

  it('wants a reason for a service that is exposed, and names what it lacks', () => {
    const open = moduleWith({})
      .replace('CapabilityBoundingSet = "";', '')
      .replace('RestrictNamespaces = true;', '')
    const { exposure } = verify(open)
    expect(exposure.outcome).toBe('failed')
    expect(exposure.faults).toEqual([
      expect.stringMatching(
        /^beacon\.service: its exposure of \d\.\d is above 2\.0, most of it for want of CapabilityBoundingSet, RestrictNamespaces, /,
      ),
    ])
    const reason = '# nur-keeper: allow not-hardened — it starts containers'
    expect(verify(open.replace('ExecStart', `${reason}\n        ExecStart`)).exposure).toMatchObject({
      outcome: 'ok',
      levels: exposure.levels,
    })
    expect(
      verify(open.replace('ExecStart', '# nur-keeper: allow not-hardened\n        ExecStart')).exposure
        .outcome,
    ).toBe('failed')
  })

  it('accepts a user that the module declares', () => {
    const serviceConfig = 'User = "beacon";'
    const config = 'users.users.beacon.isSystemUser = true;'
    const text = moduleWith({ serviceConfig, config }).replace('DynamicUser = true; ', '')
    expect(verify(text).units.faults).toEqual([])
  })

  it('finds options without description, and assertions that name no option', () => {
    const options = 'level = lib.mkOption { type = lib.types.int; default = 1; };'
    const config = 'assertions = [ { assertion = cfg.port > 1; message = "That will not do."; } ];'
    const { lints } = verify(moduleWith({ options, config }))
    expect(lints.faults).toEqual([
      'services.beacon.level has no description',
      'the message of an assertion names no option: That will not do.',
    ])
  })

  it('takes an assertion that refuses for an answer', () => {
    const options =
      'file = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; description = "File."; };'
    const config =
      'assertions = [ { assertion = cfg.file != null; message = "services.beacon.file must be set."; } ];'
    const { evaluates } = verify(moduleWith({ options, config, unit: 'description = "reads ${cfg.file}";' }))
    expect(evaluates).toMatchObject({ outcome: 'unknown', faults: [] })
    expect(evaluates.unknown[0]).toContain('services.beacon.file must be set.')
  })

  it('shows what is not known as unknown', () => {
    const { units } = verify(moduleWith({ serviceConfig: 'Slice = config.elsewhere.slice;' }))
    expect(units).toMatchObject({ outcome: 'unknown', faults: [] })
  })
})

describe('toModuleReport', () => {
  it('is as its schema says', () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema)
    const report: unknown = JSON.parse(JSON.stringify(toModuleReport([verify(moduleWith({}))])))
    expect(validate(report) ? [] : validate.errors).toEqual([])
  })
})

describe('printModuleTable', () => {
  it('shows a row a module, what is wrong, and totals', () => {
    const good = verify(moduleWith({}))
    const bad = verify(moduleWith({ serviceConfig: 'StartLimitIntervalSec = 10;' }))
    const text = printModuleTable(toModuleReport([good, { ...bad, path: 'modules/bad\u001b.nix' }]), false)
    expect(text).toContain('modules/beacon.nix')
    expect(text).toContain('modules/bad\\u001b.nix')
    expect(text).toContain('units      1 ok, 1 failed, 0 unknown')
    expect(text).toContain('2 modules, 1 failed; 2 options varied; 0 of 0 assertions reached; 2 units')
  })
})
