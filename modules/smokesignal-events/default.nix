{
  imports = [
    ./quickdid.nix
  ];
}
