{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-common";
  version = "0.1.2";
  description = "What the crates of rsky share";
  interface = {
    type = "library";
    services = [ ];
    protocols = [ "com.atproto" ];
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
