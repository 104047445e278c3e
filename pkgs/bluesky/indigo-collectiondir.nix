{ callPackage }:

callPackage ./indigo.nix { } {
  program = "collectiondir";
  description = "Knows which repositories hold which collections";
  interface = {
    type = "service";
    services = [ "collectiondir" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    arguments = [ "serve" ];
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
