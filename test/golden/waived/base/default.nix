{ pkgs }:

{
  modules = import ./modules;

  beacon = pkgs.callPackage ./pkgs/beacon { };
}
