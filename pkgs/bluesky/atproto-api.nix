{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "api";
  version = "0.20.41";
  description = "Client for the AT Protocol";
}
