{ lib, buildGoModule, fetchFromGitHub }:

buildGoModule rec {
  pname = "beacon";
  version = "1.2.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "beacon";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "application";
    services = [ "daemon" ];
    ports = [ ];
  };

  meta = {
    description = "Discovery daemon";
    homepage = "https://example.org/beacon";
    license = lib.licenses.mit;
    mainProgram = "beacond";
  };
}
