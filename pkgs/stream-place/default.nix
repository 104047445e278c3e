{ callPackage }:

{
  streamplace = callPackage ./streamplace.nix { };
}
