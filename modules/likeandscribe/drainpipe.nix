# Drainpipe: from a Jetstream into Frontpage. It serves metrics on port 9898.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.drainpipe;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.drainpipe =
    serviceLib.mkServiceOptions {
      name = "drainpipe";
      description = "Drainpipe, which feeds Frontpage";
      package =
        pkgs.likeandscribe-drainpipe or (pkgs.callPackage ../../pkgs/likeandscribe/drainpipe.nix { });
      packageText = "pkgs.likeandscribe-drainpipe";
      runtime = "rust";
      settings = "https://github.com/likeandscribe/frontpage/tree/main/packages-rs/drainpipe";
      secrets.required = [ "FRONTPAGE_CONSUMER_SECRET" ];
    }
    // integration.metricsOptions null
    // {
      frontpage = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://news.example.com/api/receive_hook";
        description = "Where Frontpage takes what is new.";
      };

      jetstream = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://jetstream2.us-east.bsky.network/subscribe";
        example = "ws://127.0.0.1:8080/subscribe";
        description = "Jetstream that the events come from.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Drainpipe";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          FRONTPAGE_CONSUMER_URL = cfg.frontpage;
          JETSTREAM_URL = cfg.jetstream;
          STORE_LOCATION = "${cfg.dataDir}/store";
        };
      })

      (integration.mkMetricsIntegration cfg 9898)
    ]
  );
}
