{
  beacon = ./beacon.nix;
}
