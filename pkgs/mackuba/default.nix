{ callPackage }:

{
  lycan = callPackage ./lycan.nix { };
}
