/**
  Every package, under the name that users write: `<organisation>-<name>`.

  # Type

  ```
  { pkgs } -> { <name> :: Derivation }
  ```

  # Arguments

  `pkgs`
  : nixpkgs

  # Example

  ```nix
  (import ./pkgs { inherit pkgs; }).tangled-knot
  ```
*/
{ pkgs }:

let
  inherit (pkgs) lib;

  organisations = {
    baileytownsend = pkgs.callPackage ./baileytownsend { };
    blacksky = pkgs.callPackage ./blacksky { };
    bluesky = pkgs.callPackage ./bluesky { };
    cloudflare = pkgs.callPackage ./cloudflare { };
    grain-social = pkgs.callPackage ./grain-social { };
    hailey-at = pkgs.callPackage ./hailey-at { };
    hyperlink-academy = pkgs.callPackage ./hyperlink-academy { };
    likeandscribe = pkgs.callPackage ./likeandscribe { };
    mackuba = pkgs.callPackage ./mackuba { };
    microcosm = pkgs.callPackage ./microcosm { };
    nur-keeper = pkgs.callPackage ./nur-keeper { };
    parakeet-social = pkgs.callPackage ./parakeet-social { };
    plcbundle = pkgs.callPackage ./plcbundle { };
    red-dwarf-client = pkgs.callPackage ./red-dwarf-client { };
    slices-network = pkgs.callPackage ./slices-network { };
    smokesignal-events = pkgs.callPackage ./smokesignal-events { };
    stream-place = pkgs.callPackage ./stream-place { };
    tangled = pkgs.callPackage ./tangled { };
    teal-fm = pkgs.callPackage ./teal-fm { };
    whyrusleeping = pkgs.callPackage ./whyrusleeping { };
    witchcraft-systems = pkgs.callPackage ./witchcraft-systems { };
    yoten-app = pkgs.callPackage ./yoten-app { };
  };

  # callPackage adds functions of its own to what it returns.
  packagesOf = lib.filterAttrs (_: lib.isDerivation);
in
lib.concatMapAttrs (
  organisation: packages:
  lib.mapAttrs' (name: lib.nameValuePair "${organisation}-${name}") (packagesOf packages)
) organisations
