{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-jetstream-subscriber";
  version = "0.1.0";
  description = "Reads a Jetstream and hands posts, likes and follows to a feed generator";
  interface = {
    type = "service";
    description = "the rsky Jetstream subscriber, which feeds a feed generator";
    logLevels = [ ];
    documentation.environment = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-jetstream-subscriber";
    stateDirectory = null;
    services = [ "jetstream-subscriber" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    settings = {
      jetstream = {
        type = "webSocketUrl";
        default = "wss://jetstream1.us-east.bsky.network";
        example = "ws://127.0.0.1:6008";
        description = "Jetstream to read from, without the path.";
      };
      feedGenerator = {
        type = "httpUrl";
        default = "http://127.0.0.1:8000";
        example = "https://feeds.example.com";
        description = "Feed generator that the records go to.";
      };
    };
    environment = {
      JETSTREAM_SERVER_ENDPOINT = "{jetstream}";
      JETSTREAM_SUBSCRIPTION_ENDPOINT = "{jetstream}";
      FEEDGEN_QUEUE_ENDPOINT = "{feedGenerator}";
    };
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
