# Jetstream: the event stream of the network, as JSON.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.jetstream;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.jetstream =
    serviceLib.mkServiceOptions {
      name = "jetstream";
      description = "Jetstream, the event stream of the AT Protocol as JSON";
      package = pkgs.bluesky-jetstream or (pkgs.callPackage ../../pkgs/bluesky/jetstream.nix { });
      packageText = "pkgs.bluesky-jetstream";
      port = 8080;
      address = "127.0.0.1";
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/jetstream, as `JETSTREAM_…`";
    }
    // integration.nginxOptions
    // integration.metricsOptions 6009
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://bsky.network";
        example = "https://relay.example.com";
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

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Jetstream";
        command = [
          (lib.getExe cfg.package)
          "serve"
        ];
        ports = [ cfg.port ];
        environment = {
          JETSTREAM_ADDR = serviceLib.endpoint cfg.address cfg.port;
          JETSTREAM_DATA_DIR = cfg.dataDir;
          JETSTREAM_DEBUG_ADDR =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else null;
          JETSTREAM_LOG_LEVEL = cfg.logLevel;
          JETSTREAM_PLC_URL = cfg.plc;
          JETSTREAM_RELAY_URL = cfg.relay;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
