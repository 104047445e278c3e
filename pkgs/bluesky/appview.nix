{ callPackage }:

callPackage ./atproto-service.nix { } {
  service = "bsky";
  entry = "api.ts";
  description = "AppView of Bluesky: answers what clients ask, out of a data plane";
  interface = {
    type = "service";
    services = [ "appview" ];
    protocols = [ "app.bsky" ];
    runtime = "node";
    ports = {
      http = {
        port = 2584;
        environment = "BSKY_PORT";
      };
    };
    configuration = {
      required = [
        "BSKY_ADMIN_PASSWORDS"
        "BSKY_BSYNC_URL"
        "BSKY_DATAPLANE_URLS"
        "BSKY_PUBLIC_URL"
        "BSKY_SERVER_DID"
        "BSKY_SERVICE_SIGNING_KEY"
      ];
      optional = [
        "BSKY_BLOB_CACHE_LOC"
        "BSKY_BSYNC_API_KEY"
        "BSKY_CDN_URL"
        "BSKY_COURIER_URL"
        "BSKY_DID_PLC_URL"
        "BSKY_SEARCH_URL"
        "BSKY_SUGGESTIONS_URL"
        "CLUSTER_WORKER_COUNT"
        "MOD_SERVICE_DID"
      ];
    };
  };
}
