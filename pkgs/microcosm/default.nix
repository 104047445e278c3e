{ callPackage }:

{
  allegedly = callPackage ./allegedly.nix { };
  constellation = callPackage ./constellation.nix { };
  jetstream = callPackage ./jetstream.nix { };
  links = callPackage ./links.nix { };
  pocket = callPackage ./pocket.nix { };
  quasar = callPackage ./quasar.nix { };
  reflector = callPackage ./reflector.nix { };
  slingshot = callPackage ./slingshot.nix { };
  spacedust = callPackage ./spacedust.nix { };
  ufos = callPackage ./ufos.nix { };
  who-am-i = callPackage ./who-am-i.nix { };
}
