# Bluepages: looks identities up and remembers them in Redis.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-bluepages;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-bluepages =
    serviceLib.mkServiceOptions {
      name = "indigo-bluepages";
      description = "Bluepages, a directory of identities";
      package =
        pkgs.bluesky-indigo-bluepages or (pkgs.callPackage ../../pkgs/bluesky/indigo-bluepages.nix { });
      packageText = "pkgs.bluesky-indigo-bluepages";
      state = false;
      port = 6600;
      address = "127.0.0.1";
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/bluepages, as `BLUEPAGES_…`";
      secrets.optional = [ "BLUEPAGES_REDIS_URL" ];
    }
    // integration.redisOptions
    // integration.nginxOptions
    // integration.metricsOptions 3989
    // integration.healthCheckOptions
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

      (serviceLib.mkSystemdService cfg {
        description = "Bluepages";
        command = [
          (lib.getExe cfg.package)
          "serve"
        ];
        ports = [ cfg.port ];
        environment = {
          ATP_PLC_HOST = cfg.plc;
          ATP_RELAY_HOST = cfg.relay;
          BLUEPAGES_BIND = serviceLib.endpoint cfg.address cfg.port;
          BLUEPAGES_LOG_LEVEL = cfg.logLevel;
          BLUEPAGES_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkRedisIntegration cfg "BLUEPAGES_REDIS_URL")
      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
      (integration.mkHealthCheck cfg {
        inherit (pkgs) curl;
        url = "http://127.0.0.1:${toString cfg.port}/_health";
      })
    ]
  );
}
