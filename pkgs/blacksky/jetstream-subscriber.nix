{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-jetstream-subscriber";
  version = "0.1.0";
  description = "Reads a Jetstream and hands posts, likes and follows to a feed generator";
  interface = {
    type = "service";
    services = [ "jetstream-subscriber" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    configuration = {
      required = [ "RSKY_API_KEY" ];
      optional = [
        "FEEDGEN_QUEUE_ENDPOINT"
        "FILTER_PARAM"
        "JETSTREAM_SERVER_ENDPOINT"
        "JETSTREAM_SUBSCRIPTION_ENDPOINT"
      ];
    };
  };
}
