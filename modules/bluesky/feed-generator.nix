# The starter kit for feeds, which serves one example feed as it is.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.bsky-feed-generator;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.bsky-feed-generator =
    serviceLib.mkServiceOptions {
      name = "bsky-feed-generator";
      description = "the starter kit for feeds";
      package =
        pkgs.bluesky-feed-generator or (pkgs.callPackage ../../pkgs/bluesky/feed-generator.nix { });
      packageText = "pkgs.bluesky-feed-generator";
      port = 3000;
      address = "127.0.0.1";
      runtime = "node";
      settings = "https://github.com/bluesky-social/feed-generator, as `FEEDGEN_…`";
    }
    // integration.nginxOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "feed.example.com";
        description = "Domain name that the feeds are reached under.";
      };

      publisherDid = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
        description = "Account that publishes the feeds.";
      };

      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay that the events come from.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Feed generator";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          FEEDGEN_HOSTNAME = cfg.hostname;
          FEEDGEN_LISTENHOST = cfg.address;
          FEEDGEN_PORT = cfg.port;
          FEEDGEN_PUBLISHER_DID = cfg.publisherDid;
          FEEDGEN_SQLITE_LOCATION = "${cfg.dataDir}/feed.sqlite";
          FEEDGEN_SUBSCRIPTION_ENDPOINT = cfg.relay;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
