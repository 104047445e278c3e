{ pkgs }:

let
  inherit (pkgs) lib;
  folders = lib.filterAttrs (_: type: type == "directory") (builtins.readDir ./pkgs);
in
lib.mapAttrs (name: _: pkgs.callPackage (./pkgs + "/${name}") { }) folders
// {
  nixosModules = import ./modules;
}
