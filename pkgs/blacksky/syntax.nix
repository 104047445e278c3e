{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-syntax";
  version = "0.1.0";
  description = "Identifiers of the AT Protocol";
  interface.type = "library";
}
