{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "xrpc";
  version = "0.8.10";
  description = "Calls methods that lexicons describe";
}
