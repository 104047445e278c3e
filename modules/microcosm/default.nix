{
  imports = [
    ./allegedly.nix
    ./constellation.nix
    ./pocket.nix
    ./quasar.nix
    ./reflector.nix
    ./slingshot.nix
    ./spacedust.nix
    ./ufos.nix
    ./who-am-i.nix
  ];
}
