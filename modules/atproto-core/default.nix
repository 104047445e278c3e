{
  imports = [
    ./network.nix
    ./plc.nix
  ];
}
