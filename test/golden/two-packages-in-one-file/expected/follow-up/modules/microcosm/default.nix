{
  imports = [ ./pocket.nix ./constellation.nix ./spacedust.nix ];
}
