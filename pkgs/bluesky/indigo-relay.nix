{ callPackage }:

callPackage ./indigo.nix { } {
  program = "relay";
  description = "Relay: one stream out of all servers it knows";
  interface = {
    type = "service";
    services = [ "relay" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    database = "sqlite";
    arguments = [ "serve" ];
    stateDirectory = "indigo-relay";
    ports = {
      http = {
        port = 2470;
        environment = "RELAY_API_BIND";
        address = true;
      };
      metrics = {
        port = 2471;
        environment = "RELAY_METRICS_LISTEN";
        address = true;
      };
    };
    configuration = {
      required = [ ];
      optional = [
        "DATABASE_URL"
        "LOG_LEVEL"
        "MAX_DB_CONNECTIONS"
        "RELAY_ADMIN_PASSWORD"
        "RELAY_ALLOW_INSECURE_HOSTS"
        "RELAY_DEFAULT_ACCOUNT_LIMIT"
        "RELAY_DISABLE_REQUEST_CRAWL"
        "RELAY_HOST_CONCURRENCY"
        "RELAY_IDENT_CACHE_SIZE"
        "RELAY_LENIENT_SYNC_VALIDATION"
        "RELAY_PERSIST_DIR"
        "RELAY_PLC_HOST"
        "RELAY_REPLAY_WINDOW"
        "RELAY_SIBLING_RELAYS"
        "RELAY_TRUSTED_DOMAINS"
      ];
    };
  };
}
