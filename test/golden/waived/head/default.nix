{ pkgs }:

{
  modules = import ./modules;

  beacon = pkgs.callPackage ./pkgs/beacon { };
  tally = pkgs.callPackage ./pkgs/tally { };
}
