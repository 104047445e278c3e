{ lib, callPackage }:

callPackage ./workspace.nix { } {
  crate = "constellation";
  mainProgram = "main";
  license = lib.licenses.agpl3Only;
  description = "Indexes all links between records and answers who links to what";
  interface = {
    services = [ "constellation" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    arguments = [
      "--backend"
      "rocks"
      "--jetstream"
      "us-east-1"
    ];
    stateDirectory = "constellation";
    ports = {
      http = {
        port = 6789;
        argument = "--bind";
        address = true;
      };
      metrics = {
        port = 8765;
        argument = "--bind-metrics";
        address = true;
      };
    };
    configuration = {
      required = [ ];
      optional = [ "RUST_LOG" ];
    };
  };
}
