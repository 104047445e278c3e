{ callPackage }:

{
  plcbundle = callPackage ./plcbundle.nix { };
}
