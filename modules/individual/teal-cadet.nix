# Cadet of teal.fm: indexes what people listen to.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.teal-cadet;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.teal-cadet =
    serviceLib.mkServiceOptions {
      name = "teal-cadet";
      description = "Cadet, which indexes what people listen to";
      package = pkgs.teal-fm-cadet or (pkgs.callPackage ../../pkgs/teal-fm/cadet.nix { });
      packageText = "pkgs.teal-fm-cadet";
      runtime = "rust";
      settings = "https://github.com/teal-fm/teal/tree/main/services/cadet";
      secrets.optional = [
        "DATABASE_URL"
        "REDIS_URL"
      ];
    }
    // integration.databaseOptions "teal-cadet"
    // integration.redisOptions;

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg (integration.databaseRules cfg "DATABASE_URL"))

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Indexer of teal.fm";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          CURSOR_FILE = "${cfg.dataDir}/cursor";
        };
      })

      (integration.mkDatabaseIntegration cfg "DATABASE_URL")
      (integration.mkRedisIntegration cfg "REDIS_URL")
    ]
  );
}
