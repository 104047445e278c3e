{ pkgs }:

let
  ours = import ./overlay.nix (pkgs // ours) pkgs;
in
ours
// {
  overlays.default = import ./overlay.nix;
  modules.default = ./modules;
}
