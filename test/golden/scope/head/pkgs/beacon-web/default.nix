{ lib, buildNpmPackage, beacon }:

buildNpmPackage {
  pname = "beacon-web";
  inherit (beacon) version src;
  npmDepsHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "frontend";
    services = [ ];
  };

  meta.description = "Static frontend of beacon";
}
