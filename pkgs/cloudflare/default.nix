{ callPackage }:

{
  workerd = callPackage ./workerd.nix { };
}
