{
  imports = [
    ./admin.nix
    ./backup.nix
    ./health.nix
    ./logging.nix
    ./monitoring.nix
    ./nur-keeper.nix
    ./proxy.nix
    ./sites.nix
    ./workers.nix
  ];
}
