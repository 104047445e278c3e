{
  imports = [
    ./leaflet.nix
  ];
}
