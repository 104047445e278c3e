{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "slingshot";
  description = "Caches records and identities close to who asks";
  interface = {
    services = [ "slingshot" ];
    protocols = [ "com.atproto.sync" ];
    description = "Slingshot, a cache of records and identities";
    documentation.environment = "https://github.com/at-microcosm/microcosm-rs/tree/main/slingshot, as `SLINGSHOT_…`";
    proxy = true;
    healthCheck = "/openapi";
    runtime = "rust";
    stateDirectory = "slingshot";
    ports = {
      http = {
        port = 8080;
        environment = "SLINGSHOT_BIND";
        address = true;
      };
      metrics = {
        port = 8765;
        environment = "SLINGSHOT_BIND_METRICS";
        address = true;
        optional = true;
      };
    };
    settings = {
      diskCacheSize = {
        type = "positive";
        default = 1;
        example = 10;
        description = "Gigabytes of disk for records.";
      };
      jetstream = {
        default = "us-east-1";
        example = "wss://jetstream.example.com/subscribe";
        description = "Jetstream that the events come from: an address, or the short name of a public one.";
      };
      memoryCacheSize = {
        type = "positive";
        default = 64;
        example = 512;
        description = "Megabytes of memory for records.";
      };
    };
    environment = {
      SLINGSHOT_CACHE_DIR = "{dataDir}";
      SLINGSHOT_COLLECT_METRICS = "{metrics.enable}";
      SLINGSHOT_JETSTREAM = "{jetstream}";
      SLINGSHOT_RECORD_CACHE_DISK_DB = "{diskCacheSize}";
      SLINGSHOT_RECORD_CACHE_MEMORY_MB = "{memoryCacheSize}";
    };
    # Where its pages are.
    workingDirectory = "{package}/share/slingshot";
    configuration = {
      required = [
        "SLINGSHOT_JETSTREAM"
        "SLINGSHOT_CACHE_DIR"
      ];
      optional = [
        "RUST_LOG"
        "SLINGSHOT_COLLECT_METRICS"
        "SLINGSHOT_HEALTHCHECK"
        "SLINGSHOT_IDENTITY_CACHE_DISK_DB"
        "SLINGSHOT_IDENTITY_CACHE_MEMORY_MB"
        "SLINGSHOT_JETSTREAM_NO_ZSTD"
        "SLINGSHOT_RECORD_CACHE_DISK_DB"
        "SLINGSHOT_RECORD_CACHE_MEMORY_MB"
      ];
    };
  };
}
