{ pkgs }:

{
  buoy = pkgs.callPackage ./buoy.nix { };
  tide = pkgs.callPackage ./tide.nix { };
}
