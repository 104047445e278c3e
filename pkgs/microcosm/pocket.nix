{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "pocket";
  description = "Keeps preferences of apps beside the PDS";
  interface = {
    services = [ "pocket" ];
    protocols = [ "com.atproto" ];
    runtime = "rust";
    arguments = [
      "--db"
      "preferences.sqlite3"
    ];
    stateDirectory = "pocket";
    ports = {
      http = {
        port = 3000;
      };
    };
    configuration = {
      required = [ ];
      optional = [ "RUST_LOG" ];
    };
  };
}
