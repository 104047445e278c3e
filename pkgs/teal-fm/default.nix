{ callPackage }:

{
  cadet = callPackage ./cadet.nix { };
}
