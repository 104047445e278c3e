{
  imports = [
    ./knot.nix
    ./spindle.nix
  ];
}
