{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "spacedust";
  description = "Streams every interaction of the network over web sockets";
  interface = {
    services = [ "spacedust" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
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
      };
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
