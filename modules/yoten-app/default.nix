{
  imports = [
    ./yoten.nix
  ];
}
