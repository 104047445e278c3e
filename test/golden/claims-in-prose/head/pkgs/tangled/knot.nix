{ lib, buildGoModule, fetchFromGitHub }:

buildGoModule rec {
  pname = "knot";
  version = "1.2.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "knot";
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
    description = "Git server with AT Protocol identities";
    homepage = "https://example.org/knot";
    license = lib.licenses.mit;
    mainProgram = "knotserver";
  };
}
