{ callPackage }:

{
  quickdid = callPackage ./quickdid.nix { };
}
