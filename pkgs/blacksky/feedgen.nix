{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-feedgen";
  version = "1.1.5";
  description = "Feed generator in Rust";
  interface = {
    type = "service";
    services = [ "feedgen" ];
    protocols = [ "app.bsky.feed" ];
    description = "rsky-feedgen, a feed generator";
    documentation.environment = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-feedgen, as `FEEDGEN_…`";
    logLevels = [ ];
    proxy = true;
    runtime = "rust";
    database = "postgresql";
    stateDirectory = null;
    settings = {
      hostname = {
        type = "hostName";
        example = "feeds.example.com";
        description = "Domain name that the feeds are reached under.";
      };
      serviceDid = {
        type = "did";
        example = "did:web:feeds.example.com";
        description = "DID of the feed generator.";
      };
    };
    environment = {
      FEEDGEN_HOSTNAME = "{hostname}";
      FEEDGEN_SERVICE_DID = "{serviceDid}";
      ROCKET_ADDRESS = "{address}";
    };
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
