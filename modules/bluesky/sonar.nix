# Sonar: counts what comes down the firehose.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-sonar;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-sonar =
    serviceLib.mkServiceOptions {
      name = "indigo-sonar";
      description = "Sonar, which counts events for Prometheus";
      package = pkgs.bluesky-indigo-sonar or (pkgs.callPackage ../../pkgs/bluesky/indigo-sonar.nix { });
      packageText = "pkgs.bluesky-indigo-sonar";
      port = 8345;
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/sonar, as `SONAR_…`";
    }
    // integration.metricsOptions null
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network/xrpc/com.atproto.sync.subscribeRepos";
        example = "wss://relay.example.com/xrpc/com.atproto.sync.subscribeRepos";
        description = "Stream of events, with its path.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Sonar";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          SONAR_CURSOR_FILE = "${cfg.dataDir}/cursor.json";
          SONAR_LOG_LEVEL = cfg.logLevel;
          SONAR_PORT = cfg.port;
          SONAR_WS_URL = cfg.relay;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkMetricsIntegration cfg cfg.port)
    ]
  );
}
