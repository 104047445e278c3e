{ callPackage }:

callPackage ./atproto-library.nix { } {
  name = "lexicon";
  version = "0.7.11";
  description = "Reads lexicons and checks records against them";
}
