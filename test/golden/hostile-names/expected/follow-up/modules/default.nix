{
  beacon = ./beacon.nix;
  "or" = ./or.nix;
}
