{ pkgs }:

{
  pocket = pkgs.callPackage ./pocket.nix { };
}
