{
  config,
  lib,
  pkgs,
  ...
}:

let
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  cfg = config.services.microcosm.pocket;
in
{
  options.services.microcosm.pocket = serviceLib.mkServiceOptions "pocket" { };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      { services.microcosm.pocket.package = lib.mkDefault (pkgs.callPackage ../../pkgs/microcosm/pocket.nix { }); }
      (serviceLib.mkSystemdService {
        name = "microcosm-pocket";
        execStart = lib.getExe cfg.package;
      })
    ]
  );
}
