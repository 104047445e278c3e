{
  imports = [
    ./buoy.nix
  ];
}
