{ callPackage }:

callPackage ./indigo.nix { } {
  program = "bluepages";
  description = "Directory of identities that remembers what it looked up";
  interface = {
    type = "service";
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
