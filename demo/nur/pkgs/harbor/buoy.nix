{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule rec {
  pname = "buoy";
  version = "1.4.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "buoy";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "service";
    services = [ "buoy" ];
  };

  meta = {
    description = "Relay for events of many servers";
    homepage = "https://example.org/buoy";
    license = lib.licenses.mit;
    mainProgram = "buoy";
  };
}
