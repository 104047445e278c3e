{
  imports = [
    ./crane-daemon.nix
  ];
}
