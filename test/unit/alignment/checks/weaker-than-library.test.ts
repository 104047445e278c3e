import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

const library = `{ lib }:
let
  baseline = { ProtectSystem = "strict"; ProtectHome = true; PrivateTmp = true; NoNewPrivileges = true; };
in
{
  standardSecurityConfig = baseline;
  # Programs that keep their files at home.
  homeConfig = lib.mapAttrs (_: lib.mkDefault) (baseline // { ProtectHome = "read-only"; });
}
`

const messages = (serviceConfig: string): readonly string[] => {
  const module_ = `{ config, lib, ... }:
let
  serviceLib = import ../lib/service-common.nix { inherit lib; };
in
{
  options.services.beacon.enable = lib.mkEnableOption "beacon";
  config = lib.mkIf config.services.beacon.enable {
    systemd.services.beacon.serviceConfig = ${serviceConfig} // { ExecStart = "/run/current-system/sw/bin/beacon"; };
  };
}
`
  return alignFiles({
    'default.nix': '{ pkgs }: { modules.beacon = ./modules/beacon.nix; }',
    'lib/service-common.nix': library,
    'modules/beacon.nix': module_,
  })
    .problems.filter(({ code }) => code === 'weaker-than-library')
    .map(({ message }) => message)
}

describe('weaker-than-library', () => {
  it('names what a module loosens', () => {
    expect(
      messages('serviceLib.standardSecurityConfig // { ProtectHome = false; PrivateTmp = false; }'),
    ).toEqual([
      'The units of modules/beacon.nix are weaker than standardSecurityConfig of lib/service-common.nix: ProtectHome, PrivateTmp.',
    ])
  })

  it('says nothing of what the library itself loosens', () => {
    expect(messages('serviceLib.homeConfig')).toEqual([])
  })

  it('names what a module loosens of what the library loosened', () => {
    expect(messages('serviceLib.homeConfig // { ProtectHome = false; }')).toEqual([
      'The units of modules/beacon.nix are weaker than standardSecurityConfig of lib/service-common.nix: ProtectHome.',
    ])
  })
})
