{ callPackage }:

{
  pds-gatekeeper = callPackage ./pds-gatekeeper.nix { };
}
