{
  imports = [ ./beacon.nix ./tally.nix ];
}
