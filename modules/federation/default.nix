{
  imports = [
    ./federation.nix
  ];
}
