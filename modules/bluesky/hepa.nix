# Hepa: moderates by rules what comes down the firehose.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-hepa;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-hepa =
    serviceLib.mkServiceOptions {
      name = "indigo-hepa";
      description = "Hepa, which moderates by rules";
      package = pkgs.bluesky-indigo-hepa or (pkgs.callPackage ../../pkgs/bluesky/indigo-hepa.nix { });
      packageText = "pkgs.bluesky-indigo-hepa";
      state = false;
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/hepa, as `HEPA_…`";
      secrets = {
        required = [ "HEPA_OZONE_AUTH_ADMIN_TOKEN" ];
        optional = [
          "ABYSS_PASSWORD"
          "HEPA_PDS_AUTH_ADMIN_TOKEN"
          "HIVEAI_API_TOKEN"
          "SLACK_WEBHOOK_URL"
        ];
      };
    }
    // integration.redisOptions
    // integration.metricsOptions 3989
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

      ozone = {
        did = lib.mkOption {
          type = serviceLib.serviceTypes.did;
          example = "did:web:ozone.example.com";
          description = "Account of the moderation service.";
        };

        url = lib.mkOption {
          type = serviceLib.serviceTypes.httpUrl;
          default = "https://mod.bsky.app";
          example = "https://ozone.example.com";
          description = "Address of the moderation service.";
        };
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Hepa";
        command = [
          (lib.getExe cfg.package)
          "run"
        ];
        environment = {
          ATP_OZONE_HOST = cfg.ozone.url;
          ATP_PLC_HOST = cfg.plc;
          ATP_RELAY_HOST = cfg.relay;
          HEPA_LOG_LEVEL = cfg.logLevel;
          HEPA_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
          HEPA_OZONE_DID = cfg.ozone.did;
        };
      })

      (integration.mkRedisIntegration cfg "HEPA_REDIS_URL")
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
