{ callPackage }:

callPackage ./indigo.nix { } {
  program = "palomar";
  description = "Full-text search over posts and profiles";
  interface = {
    type = "service";
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
