# Modules by name: one per directory, and all of them together.
{
  default = ./.;
  atproto-core = ./atproto-core;
  blacksky = ./blacksky;
  bluesky = ./bluesky;
  bsky = ./bsky;
  crane-daemon = ./crane-daemon;
  docker = ./docker;
  federation = ./federation;
  grain-social = ./grain-social;
  hyperlink-academy = ./hyperlink-academy;
  indigo = ./indigo;
  individual = ./individual;
  jetstream = ./jetstream;
  likeandscribe = ./likeandscribe;
  mackuba = ./mackuba;
  microcosm = ./microcosm;
  parakeet-social = ./parakeet-social;
  plcbundle = ./plcbundle;
  red-dwarf-client = ./red-dwarf-client;
  slices-network = ./slices-network;
  smokesignal-events = ./smokesignal-events;
  stream-place = ./stream-place;
  tangled = ./tangled;
  utilities = ./utilities;
  whyrusleeping = ./whyrusleeping;
  yoten-app = ./yoten-app;
}
