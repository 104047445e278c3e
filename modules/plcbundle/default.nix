{
  imports = [
    ./plcbundle.nix
  ];
}
