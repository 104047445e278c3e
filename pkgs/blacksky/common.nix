{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-common";
  version = "0.1.3";
  description = "What the crates of rsky share";
  interface.type = "library";
}
