{
  imports = [
    ./cocoon.nix
    ./pds-gatekeeper.nix
    ./teal-cadet.nix
  ];
}
