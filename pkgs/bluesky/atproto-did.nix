{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "did";
  version = "0.5.4";
  description = "Types and checks of decentralised identifiers";
}
