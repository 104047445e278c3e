# rsky-jetstream-subscriber: from a Jetstream into a feed generator.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-jetstream-subscriber;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.blacksky-jetstream-subscriber =
    serviceLib.mkServiceOptions {
      name = "blacksky-jetstream-subscriber";
      description = "the rsky Jetstream subscriber, which feeds a feed generator";
      package =
        pkgs.blacksky-jetstream-subscriber
          or (pkgs.callPackage ../../pkgs/blacksky/jetstream-subscriber.nix { });
      state = false;
      settings = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-jetstream-subscriber";
      secrets.required = [ "RSKY_API_KEY" ];
    }
    // {
      jetstream = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://jetstream1.us-east.bsky.network";
        example = "ws://127.0.0.1:6008";
        description = "Jetstream to read from, without the path.";
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
        description = "rsky Jetstream subscriber";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          JETSTREAM_SERVER_ENDPOINT = cfg.jetstream;
          JETSTREAM_SUBSCRIPTION_ENDPOINT = cfg.jetstream;
          FEEDGEN_QUEUE_ENDPOINT = cfg.feedGenerator;
        };
      })
    ]
  );
}
