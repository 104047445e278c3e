{ callPackage }:

callPackage ./indigo.nix { } {
  program = "hepa";
  description = "Moderates by rules what comes down the firehose";
  interface = {
    type = "service";
    services = [ "hepa" ];
    protocols = [ "tools.ozone" ];
    runtime = "go";
    database = "redis";
    arguments = [ "run" ];
    ports = {
      metrics = {
        port = 3989;
        environment = "HEPA_METRICS_LISTEN";
        address = true;
      };
    };
    configuration = {
      required = [
        "HEPA_OZONE_DID"
        "HEPA_OZONE_AUTH_ADMIN_TOKEN"
      ];
      optional = [
        "ABYSS_HOST"
        "ABYSS_PASSWORD"
        "ATP_BSKY_HOST"
        "ATP_OZONE_HOST"
        "ATP_PDS_HOST"
        "ATP_PLC_HOST"
        "ATP_RELAY_HOST"
        "HEPA_LOG_LEVEL"
        "HEPA_PDS_AUTH_ADMIN_TOKEN"
        "HEPA_REDIS_URL"
        "HEPA_RULESET"
        "HEPA_SETS_JSON_PATH"
        "HIVEAI_API_TOKEN"
        "SLACK_WEBHOOK_URL"
      ];
    };
  };
}
