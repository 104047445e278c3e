{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "syntax";
  version = "0.7.4";
  description = "Checks identifiers, keys and times";
}
