{ callPackage }:

{
  yoten = callPackage ./yoten.nix { };
}
