{ pkgs }:

{
  knot = pkgs.callPackage ./knot.nix { };
  spindle = pkgs.callPackage ./spindle.nix { };
}
