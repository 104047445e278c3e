{
  beacon = ./beacon.nix;
}
