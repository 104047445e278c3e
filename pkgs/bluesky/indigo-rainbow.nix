{ callPackage }:

callPackage ./indigo.nix { } {
  program = "rainbow";
  description = "Splits one firehose to many readers";
  interface = {
    type = "service";
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
