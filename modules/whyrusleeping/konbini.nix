# Konbini: an AppView for one account. It always listens on ports 4444 to 4446.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.konbini;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.konbini =
    serviceLib.mkServiceOptions {
      name = "konbini";
      description = "Konbini, an AppView for one account";
      package = pkgs.whyrusleeping-konbini or (pkgs.callPackage ../../pkgs/whyrusleeping/konbini.nix { });
      packageText = "pkgs.whyrusleeping-konbini";
      state = false;
      arguments = "https://github.com/whyrusleeping/konbini";
      secrets = {
        required = [
          "BSKY_HANDLE"
          "BSKY_PASSWORD"
        ];
        optional = [ "DATABASE_URL" ];
      };
    }
    // integration.databaseOptions "konbini"
    // integration.nginxOptions
    // integration.metricsOptions null
    // {
      maxDatabaseConnections = lib.mkOption {
        type = lib.types.ints.positive;
        default = 20;
        example = 5;
        description = "How many connections to the database are open at most.";
      };

      redis = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "rediss?://[^[:space:]]+");
        default = null;
        example = "redis://127.0.0.1:6379/0";
        description = "Redis that is used as a cache; null for none.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ (integration.databaseNameRule cfg) ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Konbini";
        command = [
          (lib.getExe cfg.package)
          "--max-db-connections"
          cfg.maxDatabaseConnections
        ]
        ++ lib.optionals (cfg.redis != null) [
          "--redis-url"
          cfg.redis
        ];
      })

      (integration.mkDatabaseIntegration cfg "DATABASE_URL")
      (integration.mkNginxIntegration cfg 4446)
      (integration.mkMetricsIntegration cfg 4445)
    ]
  );
}
