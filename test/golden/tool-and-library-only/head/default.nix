{ pkgs }:

{
  modules = import ./modules;

  beacon = pkgs.callPackage ./pkgs/beacon { };
  gizmo = pkgs.callPackage ./pkgs/gizmo { };
  libwidget = pkgs.callPackage ./pkgs/libwidget { };
}
