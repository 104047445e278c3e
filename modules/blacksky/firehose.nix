# rsky-firehose: from a relay into a feed generator.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-firehose;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.blacksky-firehose =
    serviceLib.mkServiceOptions {
      name = "blacksky-firehose";
      description = "rsky-firehose, which feeds a feed generator";
      package = pkgs.blacksky-firehose or (pkgs.callPackage ../../pkgs/blacksky/firehose.nix { });
      state = false;
      settings = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-firehose, as `FEEDGEN_…`";
      secrets.required = [ "RSKY_API_KEY" ];
    }
    // {
      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay to read from.";
      };

      feedGenerator = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "http://127.0.0.1:8000";
        example = "https://feeds.example.com";
        description = "Feed generator that the records go to.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "rsky firehose subscriber";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          FEEDGEN_QUEUE_ENDPOINT = cfg.feedGenerator;
          FEEDGEN_SUBSCRIPTION_ENDPOINT = cfg.relay;
          FEEDGEN_SUBSCRIPTION_PATH = cfg.relay;
        };
      })
    ]
  );
}
