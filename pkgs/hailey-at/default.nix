{ callPackage }:

{
  cocoon = callPackage ./cocoon.nix { };
}
