{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-crypto";
  version = "0.2.0";
  description = "Keys and signatures of the AT Protocol";
  interface.type = "library";
}
