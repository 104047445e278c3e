{
  imports = [
    ./jetstream.nix
    ./rainbow.nix
    ./tap.nix
  ];
}
