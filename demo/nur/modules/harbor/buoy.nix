{
  config,
  lib,
  pkgs,
  ...
}:

let
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  cfg = config.services.harbor.buoy;
in
{
  options.services.harbor.buoy = serviceLib.mkServiceOptions "buoy" { };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      { services.harbor.buoy.package = lib.mkDefault (pkgs.callPackage ../../pkgs/harbor/buoy.nix { }); }
      (serviceLib.mkSystemdService {
        name = "harbor-buoy";
        description = "Relay for events of many servers";
        execStart = lib.getExe cfg.package;
      })
    ]
  );
}
