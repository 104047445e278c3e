# rsky-relay: one stream out of many servers. It always listens on 127.0.0.1:9000.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-relay;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.blacksky-relay =
    serviceLib.mkServiceOptions {
      name = "blacksky-relay";
      description = "rsky-relay, a relay";
      package = pkgs.blacksky-relay or (pkgs.callPackage ../../pkgs/blacksky/relay.nix { });
      runtime = "rust";
      settings = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-relay, as `RELAY_…`";
      arguments = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-relay";
      secrets.optional = [ "RELAY_ADMIN_PASSWORD" ];
    }
    // integration.nginxOptions
    // integration.metricsOptions 9010
    // integration.backupOptions
    // {
      lenientValidation = lib.mkOption {
        type = lib.types.bool;
        default = true;
        example = false;
        description = "Whether commits of the old form of the protocol are let through.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        {
          option = "metrics.port";
          assertion = cfg.metrics.port != 9000;
          message = "must not be 9000, which the relay itself listens on: choose another";
        }
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "rsky relay";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          RELAY_DB_PATH = "${cfg.dataDir}/db";
          RELAY_LENIENT_VALIDATION = if cfg.lenientValidation then 1 else 0;
          RELAY_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else null;
        };
      })

      (integration.mkNginxIntegration cfg 9000)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
      (integration.mkBackupIntegration cfg)
    ]
  );
}
