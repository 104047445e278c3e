{ pkgs }:

{
  knot = pkgs.callPackage ./knot.nix { };
  spindle = pkgs.callPackage ./spindle.nix { };
  lexgen = pkgs.callPackage ./lexgen.nix { };
}
