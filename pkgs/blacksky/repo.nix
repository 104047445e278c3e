{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-repo";
  version = "0.0.2";
  description = "Repositories and their Merkle search trees";
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
