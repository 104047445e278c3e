{ lib, callPackage }:

callPackage ./workspace.nix { } {
  crate = "constellation";
  mainProgram = "main";
  license = lib.licenses.agpl3Only;
  description = "Indexes all links between records and answers who links to what";
  interface = {
    services = [ "constellation" ];
    protocols = [ "com.atproto.sync" ];
    description = "Constellation, an index of all links between records";
    documentation.arguments = "https://github.com/at-microcosm/microcosm-rs/tree/main/constellation";
    proxy = true;
    healthCheck = "/";
    runtime = "rust";
    arguments = [
      "--backend"
      "rocks"
      "--data"
      "{dataDir}/index"
      "--jetstream"
      "{jetstream}"
      [
        "--collect-metrics"
        "--bind-metrics"
        "127.0.0.1:{metrics.port}"
      ]
      [
        "--did-web-domain"
        "{hostname}"
      ]
      [
        "--backup"
        "{dataDir}/backup"
        "--backup-interval"
        "{copies.interval}"
        "--max-old-backups"
        "{copies.keep}"
      ]
    ];
    settings = {
      "copies.interval" = {
        type = "positive";
        default = null;
        example = 24;
        description = "Hours between copies of the index below `dataDir`; null for none.";
      };
      "copies.keep" = {
        type = "positive";
        default = 7;
        example = 3;
        description = "How many of those copies are kept.";
      };
      hostname = {
        type = "hostName";
        default = null;
        example = "constellation.example.com";
        description = "Domain name that the service is reached under; a `did:web` document is served for it.";
      };
      jetstream = {
        default = "us-east-1";
        example = "wss://jetstream.example.com/subscribe";
        description = "Jetstream that the events come from: an address, or the short name of a public one.";
      };
    };
    stateDirectory = "constellation";
    ports = {
      http = {
        port = 6789;
        argument = "--bind";
        address = true;
      };
      metrics = {
        port = 8765;
      };
    };
    configuration = {
      required = [ ];
      optional = [ "RUST_LOG" ];
    };
  };
}
