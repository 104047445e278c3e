{ callPackage }:

{
  common = callPackage ./common.nix { };
  community = callPackage ./community.nix { };
  crypto = callPackage ./crypto.nix { };
  feedgen = callPackage ./feedgen.nix { };
  firehose = callPackage ./firehose.nix { };
  identity = callPackage ./identity.nix { };
  jetstream-subscriber = callPackage ./jetstream-subscriber.nix { };
  labeler = callPackage ./labeler.nix { };
  lexicon = callPackage ./lexicon.nix { };
  pds = callPackage ./pds.nix { };
  pdsadmin = callPackage ./pdsadmin.nix { };
  relay = callPackage ./relay.nix { };
  repo = callPackage ./repo.nix { };
  satnav = callPackage ./satnav.nix { };
  syntax = callPackage ./syntax.nix { };
}
