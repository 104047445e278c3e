{
  imports = [ ./beacon.nix ];
}
