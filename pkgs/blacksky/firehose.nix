{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-firehose";
  version = "0.2.1";
  description = "Reads the firehose and hands records to a feed generator";
  interface = {
    type = "service";
    description = "rsky-firehose, which feeds a feed generator";
    logLevels = [ ];
    documentation.environment = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-firehose, as `FEEDGEN_…`";
    stateDirectory = null;
    services = [ "firehose" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    settings = {
      relay = {
        type = "webSocketUrl";
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay to read from.";
      };
      feedGenerator = {
        type = "httpUrl";
        default = "http://127.0.0.1:8000";
        example = "https://feeds.example.com";
        description = "Feed generator that the records go to.";
      };
    };
    environment = {
      FEEDGEN_QUEUE_ENDPOINT = "{feedGenerator}";
      FEEDGEN_SUBSCRIPTION_ENDPOINT = "{relay}";
      FEEDGEN_SUBSCRIPTION_PATH = "{relay}";
    };
    configuration = {
      required = [ "RSKY_API_KEY" ];
      optional = [
        "FEEDGEN_QUEUE_ENDPOINT"
        "FEEDGEN_SUBSCRIPTION_CURSOR"
        "FEEDGEN_SUBSCRIPTION_ENDPOINT"
        "FEEDGEN_SUBSCRIPTION_PATH"
      ];
    };
  };
}
