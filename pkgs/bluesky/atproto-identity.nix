{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "identity";
  version = "0.5.9";
  description = "Resolves identifiers and handles";
}
