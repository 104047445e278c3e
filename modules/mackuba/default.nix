{
  imports = [
    ./lycan.nix
  ];
}
