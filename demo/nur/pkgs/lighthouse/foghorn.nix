{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule rec {
  pname = "foghorn";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "foghorn";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "service";
    services = [ "foghorn" ];
  };

  meta = {
    description = "Daemon that warns when a server is gone";
    homepage = "https://example.org/foghorn";
    license = lib.licenses.mit;
    mainProgram = "foghorn";
  };
}
