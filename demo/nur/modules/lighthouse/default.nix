{
  imports = [
    ./beacon.nix
  ];
}
