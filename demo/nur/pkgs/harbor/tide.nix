{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule rec {
  pname = "tide";
  version = "0.9.2";

  src = fetchFromGitHub {
    owner = "example";
    repo = "tide";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto.type = "tool";

  meta = {
    description = "Command line client for buoy";
    homepage = "https://example.org/tide";
    license = lib.licenses.mit;
    mainProgram = "tide";
  };
}
