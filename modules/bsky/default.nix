{
  imports = [
    ./appview.nix
    ./ozone.nix
    ./pds.nix
  ];
}
