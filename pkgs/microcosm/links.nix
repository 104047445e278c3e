{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "links";
  description = "Finds the links in records";
  type = "library";
}
