{
  imports = [
    ./konbini.nix
    ./konbini-frontend.nix
  ];
}
