{ pkgs }:

{
  beacon = pkgs.callPackage ./beacon.nix { };
  foghorn = pkgs.callPackage ./foghorn.nix { };
  lens = pkgs.callPackage ./lens.nix { };
}
