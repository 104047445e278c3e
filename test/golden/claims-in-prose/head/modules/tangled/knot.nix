{
  config,
  lib,
  pkgs,
  ...
}:

let
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  cfg = config.services.tangled.knot;
in
{
  options.services.tangled.knot = serviceLib.mkServiceOptions "knot" { };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      { services.tangled.knot.package = lib.mkDefault (pkgs.callPackage ../../pkgs/tangled/knot.nix { }); }
      (serviceLib.mkSystemdService {
        name = "tangled-knot";
        execStart = lib.getExe cfg.package;
      })
    ]
  );
}
