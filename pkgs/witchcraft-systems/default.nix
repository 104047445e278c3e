{ callPackage }:

{
  pds-dash = callPackage ./pds-dash.nix { };
}
