{
  imports = [
    ./knot.nix
  ];
}
