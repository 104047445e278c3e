{ callPackage }:

{
  appview = callPackage ./appview.nix { };
  avatar = callPackage ./avatar.nix { };
  camo = callPackage ./camo.nix { };
  combinediff = callPackage ./combinediff.nix { };
  interdiff = callPackage ./interdiff.nix { };
  knot = callPackage ./knot.nix { };
  spindle = callPackage ./spindle.nix { };
  verifysig = callPackage ./verifysig.nix { };
}
