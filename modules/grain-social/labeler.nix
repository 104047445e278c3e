# The labeler of Grain, for Deno.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.grain-labeler;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.grain-labeler = serviceLib.mkServiceOptions {
    name = "grain-labeler";
    description = "the labeler of Grain";
    package = pkgs.grain-social-labeler or (pkgs.callPackage ../../pkgs/grain-social/labeler.nix { });
    packageText = "pkgs.grain-social-labeler";
    runtime = "deno";
    settings = "https://tangled.org/@grain.social/grain/tree/main/labeler";
    secrets.optional = [ ];
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Grain labeler";
        runtime = "deno";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          DENO_DIR = "${cfg.dataDir}/deno";
        };
      })
    ]
  );
}
