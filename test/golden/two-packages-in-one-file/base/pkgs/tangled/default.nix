{ pkgs }:

{
  knot = pkgs.callPackage ./knot.nix { };
}
