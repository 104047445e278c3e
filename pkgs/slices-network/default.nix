{ callPackage }:

{
  api = callPackage ./api.nix { };
  frontend = callPackage ./frontend.nix { };
}
