{ callPackage }:

callPackage ./indigo.nix { } {
  program = "collectiondir";
  description = "Knows which repositories hold which collections";
  interface = {
    type = "service";
    description = "Collectiondir, a directory of collections";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/collectiondir, as `COLLECTIONS_…`";
    proxy = true;
    services = [ "collectiondir" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    arguments = [
      "serve"
      "--pebble"
      "{dataDir}/collections"
      "--dau-directory"
      "{dataDir}/daily"
    ];
    stateDirectory = "indigo-collectiondir";
    ports = {
      http = {
        port = 2510;
        environment = "COLLECTIONS_API_LISTEN";
        address = true;
      };
      metrics = {
        port = 2511;
        environment = "COLLECTIONS_METRICS_LISTEN";
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
    };
    environment = {
      COLLECTIONS_UPSTREAM = "{relay}";
    };
    configuration = {
      required = [ "COLLECTIONS_UPSTREAM" ];
      optional = [
        "COLLECTIONS_ADMIN_TOKEN"
        "COLLECTIONS_CLIST_MIN_DIDS"
        "COLLECTIONS_MAX_DID_COLLECTIONS"
        "COLLECTIONS_SETS_JSON_PATH"
      ];
    };
  };
}
