{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-identity";
  version = "0.1.0";
  description = "Resolves DIDs and handles";
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
