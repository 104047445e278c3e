{ callPackage }:

{
  red-dwarf = callPackage ./red-dwarf.nix { };
}
