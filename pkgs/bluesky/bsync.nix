{ callPackage }:

callPackage ./atproto-service.nix { } {
  service = "bsync";
  entry = "index.ts";
  description = "Carries private state of accounts between AppViews";
  interface = {
    type = "service";
    description = "Bsync, which AppViews share private state by";
    documentation.environment = "https://github.com/bluesky-social/atproto/blob/main/packages/bsync/src/config.ts, as `BSYNC_…`";
    stateDirectory = null;
    services = [ "bsync" ];
    protocols = [ "app.bsky" ];
    runtime = "node";
    database = "postgresql";
    ports = {
      http = {
        port = 3000;
        environment = "BSYNC_PORT";
      };
    };
    environment = {
      BSYNC_DB_MIGRATE = true;
    };
    configuration = {
      required = [
        "BSYNC_API_KEYS"
        "BSYNC_DB_POSTGRES_URL"
      ];
      secrets = [ "BSYNC_API_KEYS" ];
      optional = [
        "BSYNC_DB_MIGRATE"
        "BSYNC_DB_POOL_SIZE"
        "BSYNC_DB_POSTGRES_SCHEMA"
        "BSYNC_LONG_POLL_TIMEOUT_MS"
      ];
    };
  };
}
