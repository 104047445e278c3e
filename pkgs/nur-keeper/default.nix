{ callPackage }:

{
  app = callPackage ./app.nix { };
}
