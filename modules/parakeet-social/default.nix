{
  imports = [
    ./parakeet.nix
  ];
}
