{ pkgs }:

{
  pocket = pkgs.callPackage ./pocket.nix { };
  inherit (pkgs.callPackage ./links.nix { }) constellation spacedust;
}
