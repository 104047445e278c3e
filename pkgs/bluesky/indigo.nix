# A program of indigo, Bluesky's implementation of the AT Protocol in Go.
{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

{
  program,
  description,
  interface ? {
    type = "tool";
  },
}:

buildGoModule {
  pname = "indigo-${program}";
  version = "0-unstable-2025-11-04";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "indigo";
    rev = "0b4bd2478a617cc6855683786a2144ad494256fc";
    hash = "sha256-JRzjZ46SFu+tp/sA1rmN6Oj3LYMGdyVqhb1c4jvzyV4=";
  };

  vendorHash = "sha256-9hKOHJzG7YWW/ZN8xF8Z6JsR506fiNTzeeGqSy/oCGc=";
  subPackages = [ "cmd/${program}" ];
  ldflags = [
    "-s"
    "-w"
  ];

  # They talk to servers.
  doCheck = false;

  passthru.atproto = interface;

  meta = {
    inherit description;
    homepage = "https://github.com/bluesky-social/indigo";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = program;
    platforms = lib.platforms.linux;
  };
}
