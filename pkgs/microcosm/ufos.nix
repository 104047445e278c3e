{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "ufos";
  description = "Keeps samples and statistics of every collection";
  interface = {
    services = [ "ufos" ];
    protocols = [ "com.atproto.sync" ];
    description = "UFOs, samples and statistics of every collection";
    documentation.environment = "https://github.com/at-microcosm/microcosm-rs/tree/main/ufos, as `UFOS_…`";
    proxy = true;
    healthCheck = "/meta";
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
        optional = true;
      };
    };
    settings = {
      backfill = {
        type = "boolean";
        default = false;
        example = true;
        description = "Whether to run its background work at the pace that catching up wants.";
      };
      jetstream = {
        default = "us-east-1";
        example = "wss://jetstream.example.com/subscribe";
        description = "Jetstream that the events come from: an address, or the short name of a public one.";
      };
    };
    environment = {
      UFOS_BACKFILL_MODE = "{backfill}";
      UFOS_COLLECT_METRICS = "{metrics.enable}";
      UFOS_DATA = "{dataDir}/store";
      UFOS_JETSTREAM = "{jetstream}";
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
