{
  config,
  lib,
  pkgs,
  ...
}:

let
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  cfg = config.services.lighthouse.foghorn;
in
{
  options.services.lighthouse.foghorn = serviceLib.mkServiceOptions "foghorn" { };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      { services.lighthouse.foghorn.package = lib.mkDefault (pkgs.callPackage ../../pkgs/lighthouse/foghorn.nix { }); }
      (serviceLib.mkSystemdService {
        name = "lighthouse-foghorn";
        description = "Daemon that warns when a server is gone";
        execStart = lib.getExe cfg.package;
      })
    ]
  );
}
