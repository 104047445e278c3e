{
  imports = [
    ./drainpipe.nix
    ./frontpage.nix
  ];
}
