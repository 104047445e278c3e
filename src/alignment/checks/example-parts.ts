/** Files that several examples share. */
export const beaconPackage = `{ lib, buildGoModule, fetchFromGitHub }:
buildGoModule {
  pname = "beacon";
  version = "1.2.0";
  src = fetchFromGitHub { owner = "example"; repo = "beacon"; rev = "v1.2.0"; hash = lib.fakeHash; };
  vendorHash = null;
  passthru.atproto = {
    type = "application";
    services = [ "beacon" ];
  };
  meta.mainProgram = "beacond";
}
`

export const beaconModule = `{ config, lib, pkgs, ... }:
let
  cfg = config.services.beacon;
in
{
  options.services.beacon = {
    enable = lib.mkEnableOption "beacon";
    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ../pkgs/beacon { };
      description = "The package to run.";
    };
  };
  config = lib.mkIf cfg.enable {
    systemd.services.beacon = {
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        ExecStart = lib.getExe cfg.package;
        DynamicUser = true;
      };
    };
  };
}
`

/** A repository with one service and its module. */
export const alignedRepository = {
  'default.nix':
    '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
  'pkgs/beacon/default.nix': beaconPackage,
  'modules/beacon.nix': beaconModule,
}
