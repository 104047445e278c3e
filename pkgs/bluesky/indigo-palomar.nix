{ callPackage }:

callPackage ./indigo.nix { } {
  program = "palomar";
  description = "Full-text search over posts and profiles";
  interface = {
    type = "service";
    description = "Palomar, search over posts and profiles";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/palomar, as `PALOMAR_…`";
    proxy = true;
    services = [ "palomar" ];
    protocols = [ "app.bsky.unspecced" ];
    runtime = "go";
    database = "sqlite";
    arguments = [ "run" ];
    stateDirectory = "indigo-palomar";
    ports = {
      http = {
        port = 3999;
        environment = "PALOMAR_BIND";
        address = true;
      };
      metrics = {
        port = 3998;
        environment = "PALOMAR_METRICS_LISTEN";
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
      openSearch = {
        type = "httpUrl";
        default = "http://127.0.0.1:9200";
        example = "https://search.example.com";
        description = "OpenSearch that holds the indexes.";
      };
      readOnly = {
        type = "boolean";
        default = false;
        example = true;
        description = "Whether only to answer, while another instance indexes.";
      };
    };
    environment = {
      ATP_PLC_HOST = "{plc}";
      ATP_RELAY_HOST = "{relay}";
      DATABASE_URL = "sqlite://{dataDir}/search.db";
      ES_HOSTS = "{openSearch}";
      PALOMAR_READONLY = "{readOnly}";
    };
    configuration = {
      required = [ "ES_HOSTS" ];
      optional = [
        "ATP_PLC_HOST"
        "ATP_RELAY_HOST"
        "DATABASE_URL"
        "ES_CERT_FILE"
        "ES_INSECURE_SSL"
        "ES_PASSWORD"
        "ES_POST_INDEX"
        "ES_PROFILE_INDEX"
        "ES_USERNAME"
        "LOG_LEVEL"
        "PALOMAR_DISCOVER_REPOS"
        "PALOMAR_READONLY"
      ];
    };
  };
}
