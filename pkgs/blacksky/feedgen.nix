{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-feedgen";
  version = "1.1.5";
  description = "Feed generator in Rust";
  interface = {
    type = "service";
    services = [ "feedgen" ];
    protocols = [ "app.bsky.feed" ];
    runtime = "rust";
    database = "postgresql";
    ports = {
      http = {
        port = 8000;
        environment = "ROCKET_PORT";
      };
    };
    configuration = {
      required = [
        "DATABASE_URL"
        "FEEDGEN_HOSTNAME"
        "FEEDGEN_SERVICE_DID"
        "RSKY_API_KEY"
      ];
      optional = [
        "FEEDGEN_TRENDING_CACHE_TTL"
        "PINNED_POST_URI"
        "READ_REPLICA_URL_1"
        "READ_REPLICA_URL_2"
        "SHOW_SPONSORED_POST"
        "TRENDING_PERCENTILE"
      ];
    };
  };
}
