{ callPackage }:

callPackage ./indigo.nix { } {
  program = "hepa";
  description = "Moderates by rules what comes down the firehose";
  interface = {
    type = "service";
    description = "Hepa, which moderates by rules";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/hepa, as `HEPA_…`";
    stateDirectory = null;
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
      "ozone.did" = {
        type = "did";
        example = "did:web:ozone.example.com";
        description = "Account of the moderation service.";
      };
      "ozone.url" = {
        type = "httpUrl";
        default = "https://mod.bsky.app";
        example = "https://ozone.example.com";
        description = "Address of the moderation service.";
      };
    };
    environment = {
      ATP_OZONE_HOST = "{ozone.url}";
      ATP_PLC_HOST = "{plc}";
      ATP_RELAY_HOST = "{relay}";
      HEPA_OZONE_DID = "{ozone.did}";
    };
    configuration = {
      required = [
        "HEPA_OZONE_DID"
        "HEPA_OZONE_AUTH_ADMIN_TOKEN"
      ];
      secrets = [ "SLACK_WEBHOOK_URL" ];
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
