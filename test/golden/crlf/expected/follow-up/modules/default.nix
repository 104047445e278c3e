{
  beacon = ./beacon.nix;
  tally = ./tally.nix;
}
