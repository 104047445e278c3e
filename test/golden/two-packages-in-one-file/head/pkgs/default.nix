{ pkgs }:

let
  inherit (pkgs) lib;
  organisations = {
    tangled = import ./tangled { inherit pkgs; };
    microcosm = import ./microcosm { inherit pkgs; };
  };
in
lib.concatMapAttrs (
  org: packages: lib.mapAttrs' (name: lib.nameValuePair "${org}-${name}") packages
) organisations
