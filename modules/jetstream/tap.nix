# Tap: follows chosen repositories and hands their records to an application.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-tap;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-tap =
    serviceLib.mkServiceOptions {
      name = "indigo-tap";
      description = "Tap, which follows chosen repositories";
      package = pkgs.bluesky-indigo-tap or (pkgs.callPackage ../../pkgs/bluesky/indigo-tap.nix { });
      packageText = "pkgs.bluesky-indigo-tap";
      port = 2480;
      address = "127.0.0.1";
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/tap, as `TAP_…`";
      secrets.optional = [
        "TAP_ADMIN_PASSWORD"
        "TAP_DATABASE_URL"
      ];
    }
    // integration.metricsOptions 2482
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://relay1.us-east.bsky.network";
        example = "https://relay.example.com";
        description = "Relay that the events come from.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      collections = lib.mkOption {
        type = lib.types.listOf (lib.types.strMatching "[a-zA-Z0-9.*-]+");
        default = [ ];
        example = [ "app.bsky.feed.post" ];
        description = "Collections whose records are handed on; none means all.";
      };

      signalCollection = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[a-zA-Z0-9.-]+");
        default = null;
        example = "social.grain.gallery";
        description = "Collection that a repository must have for it to be followed; null to be told by request.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        (serviceLib.distinctPorts {
          inherit (cfg) port;
          "metrics.port" = cfg.metrics.port;
        })
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Tap";
        command = [
          (lib.getExe cfg.package)
          "run"
        ];
        ports = [ cfg.port ];
        environment = {
          TAP_BIND = serviceLib.endpoint cfg.address cfg.port;
          TAP_COLLECTION_FILTERS = lib.concatStringsSep "," cfg.collections;
          TAP_DATABASE_URL = "sqlite://${cfg.dataDir}/tap.db";
          TAP_LOG_LEVEL = cfg.logLevel;
          TAP_METRICS_LISTEN = if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else null;
          TAP_PLC_URL = cfg.plc;
          TAP_RELAY_URL = cfg.relay;
          TAP_SIGNAL_COLLECTION = cfg.signalCollection;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
