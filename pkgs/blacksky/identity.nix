{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-identity";
  version = "0.2.0";
  description = "Resolves DIDs and handles";
  interface.type = "library";
}
