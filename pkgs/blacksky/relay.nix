{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-relay";
  version = "0.1.2";
  description = "Relay in Rust: one stream out of many servers";
  interface = {
    type = "service";
    services = [ "relay" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    stateDirectory = "blacksky-relay";
    ports = {
      http = {
        port = 9000;
      };
      metrics = {
        port = 9010;
        environment = "RELAY_METRICS_LISTEN";
        address = true;
      };
    };
    configuration = {
      required = [ ];
      optional = [
        "RELAY_ADMIN_PASSWORD"
        "RELAY_DB_PATH"
        "RELAY_DISCOVERY_UPSTREAMS"
        "RELAY_LENIENT_VALIDATION"
        "RELAY_METRICS_LISTEN"
        "RUST_LOG"
      ];
    };
  };
}
