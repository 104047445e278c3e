{ callPackage }:

{
  drainpipe = callPackage ./drainpipe.nix { };
  frontpage = callPackage ./frontpage.nix { };
}
