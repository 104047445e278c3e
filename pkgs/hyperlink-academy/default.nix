{ callPackage }:

{
  leaflet = callPackage ./leaflet.nix { };
}
