{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "ufos";
  description = "Keeps samples and statistics of every collection";
  interface = {
    services = [ "ufos" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    stateDirectory = "ufos";
    ports = {
      http = {
        port = 9990;
        environment = "UFOS_BIND";
        address = true;
      };
      metrics = {
        port = 8765;
        environment = "UFOS_BIND_METRICS";
        address = true;
      };
    };
    configuration = {
      required = [
        "UFOS_JETSTREAM"
        "UFOS_DATA"
      ];
      optional = [
        "RUST_LOG"
        "UFOS_BACKFILL_MODE"
        "UFOS_COLLECT_METRICS"
        "UFOS_JETSTREAM_FORCE"
        "UFOS_JETSTREAM_NO_ZSTD"
        "UFOS_REROLL"
      ];
    };
  };
}
