{ callPackage }:

callPackage ./indigo.nix { } {
  program = "bluepages";
  description = "Directory of identities that remembers what it looked up";
  interface = {
    type = "service";
    description = "Bluepages, a directory of identities";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/bluepages, as `BLUEPAGES_…`";
    stateDirectory = null;
    healthCheck = "/_health";
    proxy = true;
    services = [ "bluepages" ];
    protocols = [ "com.atproto.identity" ];
    runtime = "go";
    database = "redis";
    arguments = [ "serve" ];
    ports = {
      http = {
        port = 6600;
        environment = "BLUEPAGES_BIND";
        address = true;
      };
      metrics = {
        port = 3989;
        environment = "BLUEPAGES_METRICS_LISTEN";
        address = true;
      };
    };
    settings = {
      relay = {
        type = "webSocketUrl";
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay that the events come from.";
      };
      plc = {
        type = "httpUrl";
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
    };
    environment = {
      ATP_PLC_HOST = "{plc}";
      ATP_RELAY_HOST = "{relay}";
    };
    configuration = {
      required = [ "BLUEPAGES_REDIS_URL" ];
      optional = [
        "ATP_PLC_HOST"
        "ATP_RELAY_HOST"
        "BLUEPAGES_DISABLE_FIREHOSE_CONSUMER"
        "BLUEPAGES_DISABLE_REFRESH"
        "BLUEPAGES_FIREHOSE_PARALLELISM"
        "BLUEPAGES_LOG_LEVEL"
        "BLUEPAGES_PLC_RATE_LIMIT"
      ];
    };
  };
}
