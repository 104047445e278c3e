{ callPackage }:

{
  appview = callPackage ./appview.nix { };
  atproto-api = callPackage ./atproto-api.nix { };
  atproto-did = callPackage ./atproto-did.nix { };
  atproto-identity = callPackage ./atproto-identity.nix { };
  atproto-lexicon = callPackage ./atproto-lexicon.nix { };
  atproto-repo = callPackage ./atproto-repo.nix { };
  atproto-syntax = callPackage ./atproto-syntax.nix { };
  atproto-xrpc = callPackage ./atproto-xrpc.nix { };
  bsync = callPackage ./bsync.nix { };
  feed-generator = callPackage ./feed-generator.nix { };
  goat = callPackage ./goat.nix { };
  indigo-beemo = callPackage ./indigo-beemo.nix { };
  indigo-bluepages = callPackage ./indigo-bluepages.nix { };
  indigo-collectiondir = callPackage ./indigo-collectiondir.nix { };
  indigo-gosky = callPackage ./indigo-gosky.nix { };
  indigo-hepa = callPackage ./indigo-hepa.nix { };
  indigo-netsync = callPackage ./indigo-netsync.nix { };
  indigo-palomar = callPackage ./indigo-palomar.nix { };
  indigo-rainbow = callPackage ./indigo-rainbow.nix { };
  indigo-relay = callPackage ./indigo-relay.nix { };
  indigo-sonar = callPackage ./indigo-sonar.nix { };
  indigo-tap = callPackage ./indigo-tap.nix { };
  jetstream = callPackage ./jetstream.nix { };
  ozone = callPackage ./ozone.nix { };
  pds = callPackage ./pds.nix { };
  plc = callPackage ./plc.nix { };
}
