{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-crypto";
  version = "0.1.1";
  description = "Keys and signatures of the AT Protocol";
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
