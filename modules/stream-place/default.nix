{
  imports = [
    ./streamplace.nix
  ];
}
