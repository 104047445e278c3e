{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule rec {
  pname = "beacon";
  version = "2.1.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "beacon";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "service";
    services = [ "beacon" ];
  };

  meta = {
    description = "Server that announces records";
    homepage = "https://example.org/beacon";
    license = lib.licenses.mit;
    mainProgram = "beacon";
  };
}
