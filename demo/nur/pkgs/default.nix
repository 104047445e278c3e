{ pkgs }:

let
  inherit (pkgs) lib;

  organisations = {
    harbor = import ./harbor { inherit pkgs; };
    lighthouse = import ./lighthouse { inherit pkgs; };
  };
in
lib.concatMapAttrs (
  organisation: packages:
  lib.mapAttrs' (name: lib.nameValuePair "${organisation}-${name}") packages
) organisations
