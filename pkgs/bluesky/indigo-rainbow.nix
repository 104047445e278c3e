{ callPackage }:

callPackage ./indigo.nix { } {
  program = "rainbow";
  description = "Splits one firehose to many readers";
  interface = {
    type = "service";
    description = "Rainbow, which splits one firehose to many readers";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/rainbow, as `RAINBOW_…`";
    proxy = true;
    services = [ "rainbow" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    stateDirectory = "indigo-rainbow";
    ports = {
      http = {
        port = 2480;
        environment = "RAINBOW_API_LISTEN";
        address = true;
      };
      metrics = {
        port = 2481;
        environment = "RAINBOW_METRICS_LISTEN";
        address = true;
      };
    };
    settings = {
      relay = {
        type = "httpUrl";
        default = "http://127.0.0.1:2470";
        example = "https://relay.example.com";
        description = "Relay that the events come from.";
      };
      keepHours = {
        type = "positive";
        default = 72;
        example = 24;
        description = "Hours of events that are kept for readers who come late.";
      };
    };
    environment = {
      ATP_RELAY_HOST = "{relay}";
      RAINBOW_CURSOR_PATH = "{dataDir}/cursor";
      RAINBOW_DB_PATH = "{dataDir}/events";
      RAINBOW_PERSIST_HOURS = "{keepHours}";
    };
    configuration = {
      required = [ ];
      optional = [
        "ATP_RELAY_HOST"
        "RAINBOW_COLLECTIONDIR_HOST"
        "RAINBOW_CURSOR_PATH"
        "RAINBOW_DB_PATH"
        "RAINBOW_LOG_LEVEL"
        "RAINBOW_NEXT_CRAWLER"
        "RAINBOW_PERSIST_BYTES"
        "RAINBOW_PERSIST_HOURS"
      ];
    };
  };
}
