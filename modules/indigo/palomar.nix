# Palomar: search over posts and profiles, by way of OpenSearch.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-palomar;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-palomar =
    serviceLib.mkServiceOptions {
      name = "indigo-palomar";
      description = "Palomar, search over posts and profiles";
      package =
        pkgs.bluesky-indigo-palomar or (pkgs.callPackage ../../pkgs/bluesky/indigo-palomar.nix { });
      packageText = "pkgs.bluesky-indigo-palomar";
      port = 3999;
      address = "127.0.0.1";
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/palomar, as `PALOMAR_…`";
      secrets.optional = [
        "DATABASE_URL"
        "ES_PASSWORD"
      ];
    }
    // integration.nginxOptions
    // integration.metricsOptions 3998
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay that the events come from.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      openSearch = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "http://127.0.0.1:9200";
        example = "https://search.example.com";
        description = "OpenSearch that holds the indexes.";
      };

      readOnly = lib.mkOption {
        type = lib.types.bool;
        default = false;
        example = true;
        description = "Whether only to answer, while another instance indexes.";
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
        description = "Palomar";
        command = [
          (lib.getExe cfg.package)
          "run"
        ];
        ports = [ cfg.port ];
        environment = {
          ATP_PLC_HOST = cfg.plc;
          ATP_RELAY_HOST = cfg.relay;
          DATABASE_URL = "sqlite://${cfg.dataDir}/search.db";
          ES_HOSTS = cfg.openSearch;
          LOG_LEVEL = cfg.logLevel;
          PALOMAR_BIND = serviceLib.endpoint cfg.address cfg.port;
          PALOMAR_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
          PALOMAR_READONLY = cfg.readOnly;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
