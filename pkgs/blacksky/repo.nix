{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-repo";
  version = "0.0.6";
  description = "Repositories and their Merkle search trees";
  interface.type = "library";
}
