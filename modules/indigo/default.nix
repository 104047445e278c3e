{
  imports = [
    ./bluepages.nix
    ./palomar.nix
    ./relay.nix
  ];
}
