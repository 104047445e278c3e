# Collectiondir: knows which repositories hold which collections.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-collectiondir;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-collectiondir =
    serviceLib.mkServiceOptions {
      name = "indigo-collectiondir";
      description = "Collectiondir, a directory of collections";
      package =
        pkgs.bluesky-indigo-collectiondir
          or (pkgs.callPackage ../../pkgs/bluesky/indigo-collectiondir.nix { });
      packageText = "pkgs.bluesky-indigo-collectiondir";
      port = 2510;
      address = "127.0.0.1";
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/collectiondir, as `COLLECTIONS_…`";
      secrets.optional = [ "COLLECTIONS_ADMIN_TOKEN" ];
    }
    // integration.nginxOptions
    // integration.metricsOptions 2511
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay that the events come from.";
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
        description = "Collectiondir";
        command = [
          (lib.getExe cfg.package)
          "serve"
          "--pebble"
          "${cfg.dataDir}/collections"
          "--dau-directory"
          "${cfg.dataDir}/daily"
        ];
        ports = [ cfg.port ];
        environment = {
          COLLECTIONS_API_LISTEN = serviceLib.endpoint cfg.address cfg.port;
          COLLECTIONS_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
          COLLECTIONS_UPSTREAM = cfg.relay;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
