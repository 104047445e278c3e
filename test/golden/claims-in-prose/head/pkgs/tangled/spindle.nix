{ lib, buildGoModule, fetchFromGitHub }:

buildGoModule rec {
  pname = "spindle";
  version = "1.2.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "spindle";
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
    description = "Continuous integration server";
    homepage = "https://example.org/spindle";
    license = lib.licenses.mit;
    mainProgram = "spindle";
  };
}
