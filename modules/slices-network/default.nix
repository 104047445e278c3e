{
  imports = [
    ./api.nix
    ./frontend.nix
  ];
}
