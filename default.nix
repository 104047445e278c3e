/**
  What NUR evaluates: packages, and beside them the reserved names `lib`, `modules` and `overlays`.

  # Type

  ```
  { pkgs } -> AttrSet
  ```

  # Arguments

  `pkgs`
  : nixpkgs; nothing else is asked for, nothing is fetched at evaluation time by a builtin

  # Example

  ```nix
  (import ./. { inherit pkgs; }).tangled-knot
  ```
*/
{ pkgs }:

import ./pkgs { inherit pkgs; }
// {
  lib = {
    serviceCommon = import ./lib/service-common.nix { inherit (pkgs) lib; };
    microcosm = import ./lib/microcosm.nix { inherit (pkgs) lib; };
    nixosIntegration = import ./lib/nixos-integration.nix { inherit (pkgs) lib; };
  };
  modules = import ./modules/list.nix;
  overlays.default = import ./overlay.nix;
}
