{
  imports = [
    ./beemo.nix
    ./bsync.nix
    ./collectiondir.nix
    ./feed-generator.nix
    ./hepa.nix
    ./netsync.nix
    ./sonar.nix
  ];
}
