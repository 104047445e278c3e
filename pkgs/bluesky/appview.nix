{ callPackage }:

callPackage ./atproto-service.nix { } {
  service = "bsky";
  entry = "api.ts";
  description = "AppView of Bluesky: answers what clients ask, out of a data plane";
  interface = {
    type = "service";
    description = "the AppView of Bluesky";
    documentation.environment = "https://github.com/bluesky-social/atproto/blob/main/packages/bsky/src/config.ts, as `BSKY_…`";
    stateDirectory = null;
    healthCheck = "/xrpc/_health";
    proxy = true;
    services = [ "appview" ];
    protocols = [ "app.bsky" ];
    runtime = "node";
    ports = {
      http = {
        port = 2584;
        environment = "BSKY_PORT";
      };
    };
    settings = {
      publicUrl = {
        type = "httpUrl";
        example = "https://appview.example.com";
        description = "Address that others reach the service under.";
      };
      serverDid = {
        type = "did";
        example = "did:web:appview.example.com";
        description = "DID of the AppView.";
      };
      dataplanes = {
        type = "httpUrl";
        list = true;
        example = [ "http://dataplane.example.com:2585" ];
        description = "Data planes that hold the index.";
      };
      bsync = {
        type = "httpUrl";
        example = "http://bsync.example.com:3000";
        description = "Bsync that private state goes through.";
      };
      plc = {
        type = "httpUrl";
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
    };
    environment = {
      BSKY_BSYNC_URL = "{bsync}";
      BSKY_DATAPLANE_URLS = "{dataplanes}";
      BSKY_DID_PLC_URL = "{plc}";
      BSKY_PUBLIC_URL = "{publicUrl}";
      BSKY_SERVER_DID = "{serverDid}";
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
      secrets = [ "BSKY_ADMIN_PASSWORDS" ];
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
