{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "slingshot";
  description = "Caches records and identities close to who asks";
  interface = {
    services = [ "slingshot" ];
    protocols = [ "com.atproto.sync" ];
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
      };
    };
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
