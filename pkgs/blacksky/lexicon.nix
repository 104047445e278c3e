{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-lexicon";
  version = "0.10.2";
  description = "Types of the lexicons";
  interface.type = "library";
}
