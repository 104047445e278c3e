{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "repo";
  version = "0.10.11";
  description = "Reads and writes repositories";
}
