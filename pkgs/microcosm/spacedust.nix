{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "spacedust";
  description = "Streams every interaction of the network over web sockets";
  interface = {
    services = [ "spacedust" ];
    protocols = [ "com.atproto.sync" ];
    description = "Spacedust, a firehose of interactions";
    documentation.environment = "https://github.com/at-microcosm/microcosm-rs/tree/main/spacedust, as `SPACEDUST_…`";
    proxy = true;
    healthCheck = "/openapi";
    runtime = "rust";
    stateDirectory = null;
    ports = {
      http = {
        port = 8080;
        environment = "SPACEDUST_BIND";
        address = true;
      };
      metrics = {
        port = 8765;
        environment = "SPACEDUST_BIND_METRICS";
        address = true;
        optional = true;
      };
    };
    settings = {
      jetstream = {
        default = "us-east-1";
        example = "wss://jetstream.example.com/subscribe";
        description = "Jetstream that the events come from: an address, or the short name of a public one.";
      };
    };
    environment = {
      SPACEDUST_COLLECT_METRICS = "{metrics.enable}";
      SPACEDUST_JETSTREAM = "{jetstream}";
    };
    configuration = {
      required = [ "SPACEDUST_JETSTREAM" ];
      optional = [
        "RUST_LOG"
        "SPACEDUST_COLLECT_METRICS"
        "SPACEDUST_JETSTREAM_NO_ZSTD"
      ];
    };
  };
}
