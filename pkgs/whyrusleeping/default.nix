{ callPackage }:

{
  konbini = callPackage ./konbini.nix { };
  konbini-frontend = callPackage ./konbini-frontend.nix { };
}
