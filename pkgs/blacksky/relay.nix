{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-relay";
  version = "0.1.2";
  description = "Relay in Rust: one stream out of many servers";
  interface = {
    type = "service";
    services = [ "relay" ];
    protocols = [ "com.atproto.sync" ];
    description = "rsky-relay, a relay";
    documentation = {
      environment = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-relay, as `RELAY_…`";
      arguments = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-relay";
    };
    proxy = true;
    backup = true;
    runtime = "rust";
    settings.lenientValidation = {
      type = "boolean";
      default = true;
      example = false;
      description = "Whether commits of the old form of the protocol are let through.";
    };
    environment = {
      RELAY_DB_PATH = "{dataDir}/db";
      RELAY_LENIENT_VALIDATION = "{lenientValidation}";
    };
    stateDirectory = "blacksky-relay";
    ports = {
      http = {
        port = 9000;
      };
      metrics = {
        port = 9010;
        environment = "RELAY_METRICS_LISTEN";
        address = true;
        optional = true;
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
