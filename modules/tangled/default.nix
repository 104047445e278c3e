{
  imports = [
    ./appview.nix
    ./avatar.nix
    ./camo.nix
    ./knot.nix
    ./spindle.nix
  ];
}
