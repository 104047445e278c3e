{
  imports = [ ./pocket.nix ];
}
