{ callPackage }:

{
  parakeet = callPackage ./parakeet.nix { };
}
