# The web application of Grain, for Deno.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.grain-appview;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.grain-appview =
    serviceLib.mkServiceOptions {
      name = "grain-appview";
      description = "the web application of Grain, which shares photos";
      package = pkgs.grain-social-appview or (pkgs.callPackage ../../pkgs/grain-social/appview.nix { });
      packageText = "pkgs.grain-social-appview";
      runtime = "deno";
      settings = "https://tangled.org/@grain.social/grain/tree/main/appview";
      secrets.optional = [ ];
    }
    // integration.backupOptions;

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Grain appview";
        runtime = "deno";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          DENO_DIR = "${cfg.dataDir}/deno";
        };
      })

      (integration.mkBackupIntegration cfg)
    ]
  );
}
