{
  imports = [
    ./docker-pds.nix
  ];
}
