# Rainbow: splits one firehose to many readers.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-rainbow;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-rainbow =
    serviceLib.mkServiceOptions {
      name = "indigo-rainbow";
      description = "Rainbow, which splits one firehose to many readers";
      package =
        pkgs.bluesky-indigo-rainbow or (pkgs.callPackage ../../pkgs/bluesky/indigo-rainbow.nix { });
      packageText = "pkgs.bluesky-indigo-rainbow";
      port = 2480;
      address = "127.0.0.1";
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/rainbow, as `RAINBOW_…`";
    }
    // integration.nginxOptions
    // integration.metricsOptions 2481
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "http://127.0.0.1:2470";
        example = "https://relay.example.com";
        description = "Relay that the events come from.";
      };

      keepHours = lib.mkOption {
        type = lib.types.ints.positive;
        default = 72;
        example = 24;
        description = "Hours of events that are kept for readers who come late.";
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
        description = "Rainbow";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          ATP_RELAY_HOST = cfg.relay;
          RAINBOW_API_LISTEN = serviceLib.endpoint cfg.address cfg.port;
          RAINBOW_CURSOR_PATH = "${cfg.dataDir}/cursor";
          RAINBOW_DB_PATH = "${cfg.dataDir}/events";
          RAINBOW_LOG_LEVEL = cfg.logLevel;
          RAINBOW_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
          RAINBOW_PERSIST_HOURS = cfg.keepHours;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
