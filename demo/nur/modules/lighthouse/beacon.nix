{
  config,
  lib,
  pkgs,
  ...
}:

let
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  cfg = config.services.lighthouse.beacon;
in
{
  options.services.lighthouse.beacon = serviceLib.mkServiceOptions "beacon" { };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      { services.lighthouse.beacon.package = lib.mkDefault (pkgs.callPackage ../../pkgs/lighthouse/beacon.nix { }); }
      (serviceLib.mkSystemdService {
        name = "lighthouse-beacon";
        description = "Server that announces records";
        execStart = lib.getExe cfg.package;
      })
    ]
  );
}
