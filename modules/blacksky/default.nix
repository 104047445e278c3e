{
  imports = [
    ./community.nix
    ./feedgen.nix
    ./firehose.nix
    ./jetstream-subscriber.nix
    ./labeler.nix
    ./pds.nix
    ./pdsadmin.nix
    ./relay.nix
    ./satnav.nix
  ];
}
